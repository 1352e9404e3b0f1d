"""The data sets that need no file: their names and columns, without them."""

from msgspec import Struct


class BuiltinData(Struct, frozen=True):
    """A data set that needs no download.

    Attributes:
        name: As in `sklearn.datasets.load_<name>`, or the `load_<name>` that draws it.
        features: The columns of its `data` in order; for digits its `images`.
        target: The name of its `target`, which is the last column.
        categories: What the whole numbers of its target stand for; empty where the
            target is a plain number.
        images: Those of its columns whose samples have axes of their own.
        is_drawn: Whether it is drawn by a function of kgraph; scikit-learn has the
            others.
    """

    name: str
    title: str
    summary: str
    features: tuple[str, ...]
    target: str
    categories: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    is_drawn: bool = False


_CELL_TRAITS = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave_points",
    "symmetry",
    "fractal_dimension",
)

DIGITS = BuiltinData(
    name="digits",
    title="Digits",
    summary="1,797 images of handwritten digits, 8 by 8 pixels from 0 to 16.",
    features=("image",),
    target="digit",
    categories=tuple("0123456789"),
    images=("image",),
)

IRIS = BuiltinData(
    name="iris",
    title="Iris",
    summary="150 flowers of three species, four lengths each in cm.",
    features=("sepal_length", "sepal_width", "petal_length", "petal_width"),
    target="species",
    categories=("setosa", "versicolor", "virginica"),
)

WINE = BuiltinData(
    name="wine",
    title="Wine",
    summary="178 wines of three cultivars, thirteen chemical measurements each.",
    features=(
        "alcohol",
        "malic_acid",
        "ash",
        "alcalinity_of_ash",
        "magnesium",
        "total_phenols",
        "flavanoids",
        "nonflavanoid_phenols",
        "proanthocyanins",
        "color_intensity",
        "hue",
        "od280_od315_of_diluted_wines",
        "proline",
    ),
    target="cultivar",
    categories=("class_0", "class_1", "class_2"),
)

BREAST_CANCER = BuiltinData(
    name="breast_cancer",
    title="Breast cancer",
    summary="569 tumours, malignant or benign, thirty measurements of their cells.",
    features=(
        *(f"mean_{trait}" for trait in _CELL_TRAITS),
        *(f"{trait}_error" for trait in _CELL_TRAITS),
        *(f"worst_{trait}" for trait in _CELL_TRAITS),
    ),
    target="diagnosis",
    categories=("malignant", "benign"),
)

DIABETES = BuiltinData(
    name="diabetes",
    title="Diabetes",
    summary="442 patients, ten measurements, and the disease's progress in a year.",
    features=("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"),
    target="progression",
)

SHAPES = BuiltinData(
    name="shapes",
    title="Shapes",
    summary="800 noisy images of a disc and a square, 32 by 32, and the disc's mask.",
    features=("image",),
    target="mask",
    images=("image", "mask"),
    is_drawn=True,
)

BUILTINS = {
    data.name: data for data in (DIGITS, IRIS, WINE, BREAST_CANCER, DIABETES, SHAPES)
}
