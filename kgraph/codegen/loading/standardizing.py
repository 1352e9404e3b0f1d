"""Writes how what lies in files is standardized: by the files that are trained on."""

from collections.abc import Iterator

from kgraph.codegen.layout import Code, text
from kgraph.codegen.loading.bound import bound_layers
from kgraph.codegen.loading.files import folder_of
from kgraph.document.binding import preparation_of
from kgraph.document.graph import Layer
from kgraph.document.project import Project

MOMENTS = "moments"
_MOMENTS_OF = '''\
def moments_of(files, read, *sizes):
    """Returns mean and deviation of all values in files, or in 10,000 of them."""
    dataset = tf.data.Dataset.from_tensor_slices(files[:: -(-len(files) // 10_000)])
    samples = dataset.map(lambda file: read(file, *sizes), tf.data.AUTOTUNE)
    scaler = StandardScaler()
    for values in samples.as_numpy_iterator():
        scaler.partial_fit(values.astype("float64").reshape(-1, 1))
    return scaler.mean_[0], scaler.scale_[0]
'''
_STANDARDIZED = '''\
def standardized(values, moments):
    """Returns values of which those to train on have mean 0 and deviation 1."""
    mean, deviation = moments
    factor = 1 / deviation
    return values * np.float32(factor) - np.float32(mean * factor)
'''
FUNCTIONS = (_MOMENTS_OF, _STANDARDIZED)


def standardized_layers(project: Project) -> Iterator[Layer]:
    """Yields the layers whose samples are standardized as they are read."""
    for layer in bound_layers(project):
        binding = project.data.bindings[layer.id]
        source = folder_of(project.data, binding.columns[0])
        if source is None or source.kind == "texts":
            continue
        if preparation_of(binding, binding.columns[0]).scaling == "standard":
            yield layer


def moments_of(layer: Layer) -> Code:
    """Returns the code of the mean and the deviation of a layer's samples."""
    return f"{MOMENTS}[{text(layer.name)}]"
