// The search, live: the page that the server would show is fetched while somebody types, and its parts take their places.
"use strict";
{
  const PAUSE = 220; // milliseconds without a key after which the question is asked
  const form = document.getElementById("question");
  const status = document.getElementById("status");
  const part = (id, page = document) => page.getElementById(id);
  let asking = new AbortController();
  let waiting = 0;
  let typing = false;

  const address = () => {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) asked.append(name, value);
    const query = asked.toString();
    return form.action + (query ? `?${query}` : "");
  };

  const fetched = async (url) => {
    asking.abort();
    asking = new AbortController();
    const answer = await fetch(url, { signal: asking.signal, headers: { Accept: "text/html" } });
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  const replace = (id, page) => {
    if (part(id) && part(id, page)) part(id).replaceWith(part(id, page));
  };

  const show = async (url, { keep = false } = {}) => {
    part("found").setAttribute("aria-busy", "true");
    try {
      const page = await fetched(url);
      if (!part("found", page)) {
        location.assign(url); // no search any more: whatever it is, let it be seen
        return;
      }
      replace("found", page);
      document.title = page.title;
      status.textContent = part("told")?.textContent ?? "";
      if (!keep || !part("chosen").contains(document.activeElement)) replace("chosen", page);
      for (const selector of [".switch a", "link[rel=alternate]"]) {
        document.querySelector(selector).href = page.querySelector(selector).href;
      }
      document.dispatchEvent(new Event("propos:shown"));
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url);
    }
  };

  const ask = (keep) => {
    if (!form.checkValidity()) return;
    const url = address();
    if (url === location.href) return;
    if (typing) history.replaceState(null, "", url);
    else history.pushState(null, "", url);
    show(url, { keep });
  };

  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.target.matches("[data-suggest]")) return; // a name is asked for once it is chosen
    const kept = event.target.matches("input");
    waiting = setTimeout(() => {
      ask(kept);
      typing = kept;
    }, kept ? PAUSE : 0);
  });
  form.addEventListener("focusout", () => { typing = false; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    typing = false;
    ask(false);
  });

  const more = async (link) => {
    const page = await fetched(link.href);
    const items = [...page.querySelectorAll("#found .items > .item")];
    document.querySelector("#found .items").append(...items);
    const next = page.querySelector("#found .more");
    if (next) link.replaceWith(next);
    else link.remove();
    if (items[0]) {
      items[0].tabIndex = -1;
      items[0].focus();
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#found a, #chosen a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    if (new URL(link.href).origin + new URL(link.href).pathname !== form.action.split("?")[0]) return;
    event.preventDefault();
    if (link.matches(".more")) {
      more(link).catch(() => location.assign(link.href));
      return;
    }
    typing = false;
    history.pushState(null, "", link.href);
    show(link.href).then(() => {
      if (document.activeElement === document.body) part("main").focus({ preventScroll: true });
    });
  });

  window.addEventListener("popstate", () => {
    part("q").value = new URL(location.href).searchParams.get("q") ?? "";
    show(location.href);
  });
}
