# The image of Propos: the hashed lock in a virtual environment, the program beside it, an ordinary user.
FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /opt/propos
RUN python -m venv .venv
# The lock alone first: a change of the program does not install its dependencies again.
COPY requirements/base.txt requirements/base.txt
RUN .venv/bin/python -m pip install --require-hashes --requirement requirements/base.txt
COPY LICENSE README.md pyproject.toml ./
COPY alembic alembic
COPY app app
# Editable, so that the migrations are found beside the package as in a checkout.
RUN .venv/bin/python -m pip install --no-deps --no-build-isolation --editable . \
    && .venv/bin/python -m compileall -q app alembic \
    && .venv/bin/python -m pip uninstall --yes pip

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /data propos
COPY --from=build /opt/propos /opt/propos
ENV PATH=/opt/propos/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PROPOS_DATABASE_URL=sqlite:////data/propos.db \
    PROPOS_INDEX_DIR=/data/index
USER propos
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["propos"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
