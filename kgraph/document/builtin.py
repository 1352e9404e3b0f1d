"""The data sets that ship with scikit-learn: their names and columns, without them."""

from msgspec import Struct


class BuiltinData(Struct, frozen=True):
    """A data set that needs no download.

    Attributes:
        name: As in `sklearn.datasets.load_<name>`.
        features: The columns of its `data` in order; for digits its `images`.
        target: The name of its `target`, which is the last column.
        categories: What the whole numbers of its target stand for; empty where the
            target is a plain number.
    """

    name: str
    title: str
    summary: str
    features: tuple[str, ...]
    target: str
    categories: tuple[str, ...] = ()


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

BUILTINS = {d.name: d for d in (DIGITS, IRIS, WINE, BREAST_CANCER, DIABETES)}
