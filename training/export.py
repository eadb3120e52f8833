"""Makes the artefact of a trained network, as `app/extraction/tagger/artefact.py` describes it."""
# pyright: basic, reportMissingImports=false

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import orjson
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from app.extraction.tagged import HEADS
from app.extraction.tagger.artefact import FORMAT, digest
from training.network import Convolutions, TaggerNetwork
from training.recipes import Recipe
from training.vocabulary import COUNTED, SPECIAL, Vocabulary, packed

VERSION = "1"
_OPSET = 17
_FILES = ("pieces.txt", "embeddings.npy", "scales.npy", "network.onnx")


def export(network: TaggerNetwork, vocabulary: Vocabulary, recipe: Recipe, folder: Path) -> None:
    """Write the artefact of `network` into `folder`."""
    if isinstance(network.body, Convolutions):
        vocabulary = _projected(vocabulary, network.body.project)
        network.body.project = nn.Identity()  # pyright: ignore[reportAttributeAccessIssue]
    vocabulary.write(folder)
    _write_network(network, vocabulary.rows.shape[1], folder / "network.onnx")
    files = {name: folder / name for name in _FILES}
    card = {
        "format": FORMAT,
        "name": recipe.name,
        "version": VERSION,
        "hidden": vocabulary.rows.shape[1],
        "window": recipe.read,
        "pieces": COUNTED,
        "special": {"begin": SPECIAL.begin, "end": SPECIAL.end, "unknown": SPECIAL.unknown},
        "labels": {head: list(labels) for head, labels in HEADS.items()},
        "files": {name: {"bytes": path.stat().st_size, "sha256": digest(path)} for name, path in files.items()},
    }
    write_json(folder / "model.json", card)


def write_json(path: Path, record: Mapping[str, object]) -> None:
    """Write `record` so that people can read it."""
    path.write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2) + b"\n")


def _projected(vocabulary: Vocabulary, project: nn.Linear) -> Vocabulary:
    """Return the vocabulary with the vectors that `project` makes of its own."""
    with torch.no_grad():
        vectors = torch.from_numpy(vocabulary.vectors()) @ project.weight.T
    return Vocabulary(vocabulary.lines, *packed(vectors.numpy()))


def _write_network(network: TaggerNetwork, hidden: int, path: Path) -> None:
    """Write the network for onnxruntime, weights in a byte each; what they are multiplied with is rounded as it comes."""
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network.made_plain(),
            (torch.zeros(1, 16, hidden),),
            str(whole),
            input_names=["words"],
            output_names=["logits"],
            dynamic_axes={"words": {1: "positions"}, "logits": {1: "positions"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=_means(onnx.load(whole)),
            extra_options={"MatMulConstBOnly": True},
        )


def _means(model: onnx.ModelProto) -> list[str]:
    """Return the products that only take a mean: a byte a number would spoil them and save nothing."""
    columns = {one.name for one in model.graph.initializer if list(one.dims)[1:] == [1]}
    return [node.name for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in columns]
