"""How much a foreign file may ask for, and why so much.

Limits that grow with the file stop a small file from asking for a large machine; the
fixed ones are an order of magnitude above the largest model of `keras.applications`.
"""

KIB = 1 << 10
MIB = 1 << 20
GIB = 1 << 30

# A `.keras` has three entries and one for each vocabulary; NASNetLarge has three.
ARCHIVE_ENTRIES = 10_000
# Keras stores its entries uncompressed; float weights, compressed again by hand, come
# to about 1.1 : 1. Only small entries, as a config is, compress better than this.
ARCHIVE_RATIO = 20
# Below this size an entry may compress as well as DEFLATE can (1032 : 1).
ARCHIVE_FREE_BYTES = 16 * MIB
# All entries that are read together, beside what the file itself holds on disk.
ARCHIVE_TOTAL_BYTES = 64 * MIB
ASSET_BYTES = 256 * MIB
RECIPE_BYTES = 64 * MIB
METADATA_BYTES = 64 * KIB

# NASNetLarge's config is 0.9 MB, 30,000 values, 13 deep. A Python object takes about
# 60 bytes a value, so that a million of them stays below 100 MB.
JSON_BYTES = 32 * MIB
JSON_VALUES = 1_000_000
JSON_DEPTH = 100
# Python needs quadratic time for a number's digits.
JSON_DIGITS = 400

# An array among a call's arguments: a table of positions, 1024 x 768, is a large one.
ARRAY_VALUES = 800_000
ARRAY_RANK = 16

# Models inside models: each level may call the next one several times.
MODEL_DEPTH = 12
LAYERS = 20_000
CALLS = 40_000
# Keras walks over all layers until every call found its tensors.
WALKED = 300_000
# Keras wires a call in about a millisecond; the calls inside a submodel that is
# called twice count twice, and stand in the file once.
HIDDEN_CALLS = 5_000

# Layers in wrappers, pipelines and stacks of cells: Keras makes each of them in some
# milliseconds, again whenever it looks for the one that fails.
NESTED = 1_000

# Of what Keras may count to while it makes a layer; the usual lengths are below ten.
LENGTH = 10_000
# Of a tensor's axis; the largest embeddings have tens of millions of rows.
SIZE = 200_000_000

HDF5_OBJECTS = 200_000
HDF5_DEPTH = 64
HDF5_ATTRIBUTES = 1_000
HDF5_ATTRIBUTE_BYTES = 32 * MIB
# Names of a model's layers, or of a layer's weights, in one attribute.
HDF5_TEXTS = 20_000
HDF5_RANK = 16
# HDF5 unpacks a whole chunk at once; h5py's own are at most 1 MiB.
HDF5_CHUNK_BYTES = 64 * MIB
# A matrix of zeros compresses 1000 : 1, trained weights hardly at all.
HDF5_RATIO = 100
HDF5_FREE_BYTES = 16 * MIB
HDF5_TOTAL_BYTES = 64 * MIB

# A variable that the file has no values for may be this large (a file without
# weights); above, the file must hold what it declares.
UNSAVED_BYTES = 256 * MIB

# The child that reads HDF5: an interpreter with NumPy and h5py takes 350 MB of
# addresses; the rest is one slice of a dataset and HDF5's own caches.
CHILD_BYTES = 1 * GIB
# Time on a processor, and by the clock where the machine is busy with other things.
CHILD_SECONDS = 8.0
CHILD_WAIT = 30.0
# A slow disk reads and writes as fast as this; the time limit grows accordingly.
BYTES_A_SECOND = 20 * MIB
SLICE_BYTES = 16 * MIB
