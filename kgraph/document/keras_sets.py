"""The sets of `keras.datasets`: their names, columns and files, without Keras."""

from msgspec import Struct

_GOOGLE = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
_TORONTO = "https://www.cs.toronto.edu/~kriz/"


class KerasFile(Struct, frozen=True):
    """A file of a set.

    Attributes:
        place: Where Keras keeps it, from its folder on.
        sha256: Of its content; empty where Keras names none.
    """

    url: str
    place: str
    sha256: str = ""


class KerasSet(Struct, frozen=True):
    """A set of `keras.datasets`, which is downloaded once.

    Attributes:
        name: As in `keras.datasets.<name>`.
        megabytes: Of the download.
        features: The columns of its inputs: one for all, or one for each.
        categories: What the whole numbers of its target stand for; empty where the
            target is a plain number.
        is_text: Whether its inputs are lists of word numbers, of any length.
    """

    name: str
    title: str
    summary: str
    megabytes: int
    features: tuple[str, ...]
    target: str
    files: tuple[KerasFile, ...]
    categories: tuple[str, ...] = ()
    is_text: bool = False


def _google(file: str, sha256: str = "", folder: str = "datasets") -> KerasFile:
    return KerasFile(f"{_GOOGLE}{file}", f"{folder}/{file}", sha256)


def _numbers(count: int) -> tuple[str, ...]:
    return tuple(map(str, range(count)))


_MNIST = KerasSet(
    name="mnist",
    title="MNIST",
    summary="70,000 images of handwritten digits, 28 by 28 pixels from 0 to 255.",
    megabytes=11,
    features=("image",),
    target="label",
    files=(
        _google(
            "mnist.npz",
            "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
        ),
    ),
    categories=_numbers(10),
)

_FASHION = KerasSet(
    name="fashion_mnist",
    title="Fashion-MNIST",
    summary="70,000 images of clothes of ten kinds, 28 by 28 pixels from 0 to 255.",
    megabytes=29,
    features=("image",),
    target="label",
    files=tuple(
        _google(f"{name}.gz", folder="datasets/fashion-mnist")
        for name in (
            "train-labels-idx1-ubyte",
            "train-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
        )
    ),
    categories=(
        "T-shirt/top",
        "trouser",
        "pullover",
        "dress",
        "coat",
        "sandal",
        "shirt",
        "sneaker",
        "bag",
        "ankle boot",
    ),
)

_CIFAR10 = KerasSet(
    name="cifar10",
    title="CIFAR-10",
    summary="60,000 colour images of ten kinds of things, 32 by 32 pixels.",
    megabytes=163,
    features=("image",),
    target="label",
    files=(
        KerasFile(
            f"{_TORONTO}cifar-10-python.tar.gz",
            "datasets/cifar-10-batches-py-target_archive",
            "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
        ),
    ),
    categories=(
        "airplane",
        "automobile",
        "bird",
        "cat",
        "deer",
        "dog",
        "frog",
        "horse",
        "ship",
        "truck",
    ),
)

_CIFAR100 = KerasSet(
    name="cifar100",
    title="CIFAR-100",
    summary="60,000 colour images of a hundred kinds of things, 32 by 32 pixels.",
    megabytes=161,
    features=("image",),
    target="label",
    files=(
        KerasFile(
            f"{_TORONTO}cifar-100-python.tar.gz",
            "datasets/cifar-100-python-target_archive",
            "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7",
        ),
    ),
    categories=_numbers(100),
)

_IMDB = KerasSet(
    name="imdb",
    title="IMDB",
    summary="50,000 reviews of films as word numbers, negative or positive.",
    megabytes=17,
    features=("words",),
    target="label",
    files=(
        _google(
            "imdb.npz",
            "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",
        ),
    ),
    categories=("negative", "positive"),
    is_text=True,
)

_REUTERS = KerasSet(
    name="reuters",
    title="Reuters",
    summary="11,228 newswires as word numbers, of 46 topics.",
    megabytes=2,
    features=("words",),
    target="label",
    files=(
        _google(
            "reuters.npz",
            "d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916",
        ),
    ),
    categories=_numbers(46),
    is_text=True,
)

_CALIFORNIA = KerasSet(
    name="california_housing",
    title="California Housing",
    summary="20,640 districts with eight features and the median price of a house.",
    megabytes=1,
    features=(
        "MedInc",
        "HouseAge",
        "AveRooms",
        "AveBedrms",
        "Population",
        "AveOccup",
        "Latitude",
        "Longitude",
    ),
    target="price",
    files=(
        _google(
            "california_housing.npz",
            "1a2e3a52e0398de6463aebe6f4a8da34fb21fbb6b934cf88c3425e766f2a1a6f",
        ),
    ),
)

KERAS_SETS = {
    known.name: known
    for known in (
        _MNIST,
        _FASHION,
        _CIFAR10,
        _CIFAR100,
        _IMDB,
        _REUTERS,
        _CALIFORNIA,
    )
}
"""Name to set. Boston Housing is left out: Keras itself discourages its use."""
