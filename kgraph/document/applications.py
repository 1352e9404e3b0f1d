"""The models of `keras.applications`, listed without Keras."""

from difflib import get_close_matches

from msgspec import Struct

from kgraph.document.errors import KgraphError
from kgraph.document.graph import Layer

PREFIX = "applications:"
APPLICATION_LAYERS = {
    "CustomScaleLayer": "keras.src.applications.inception_resnet_v2",
    "LayerScale": "keras.src.applications.convnext",
}
"""Layers that some of the models are made of, and no public module of Keras has."""


def is_application_layer(layer: Layer) -> bool:
    """Whether a layer's class is one of those that only `keras.applications` has."""
    module = APPLICATION_LAYERS.get(layer.type)
    return module is not None and module == layer.origin.get("module")


class Application(Struct, frozen=True):
    """What is known of a model before it is made.

    Attributes:
        shape: Of one image: height, width and channels; None where any will do.
        parameters: Number of weights, trainable or not, with its top.
        layers: How many it has, its Input among them.
    """

    name: str
    shape: tuple[int | None, int | None, int]
    parameters: int
    layers: int

    @property
    def source(self) -> str:
        """What it is called where a model is imported."""
        return PREFIX + self.name


APPLICATIONS = (
    Application("ConvNeXtBase", (224, 224, 3), 88_591_464, 261),
    Application("ConvNeXtLarge", (224, 224, 3), 197_767_336, 261),
    Application("ConvNeXtSmall", (224, 224, 3), 50_223_688, 261),
    Application("ConvNeXtTiny", (224, 224, 3), 28_589_128, 135),
    Application("ConvNeXtXLarge", (224, 224, 3), 350_196_968, 261),
    Application("DenseNet121", (224, 224, 3), 8_062_504, 429),
    Application("DenseNet169", (224, 224, 3), 14_307_880, 597),
    Application("DenseNet201", (224, 224, 3), 20_242_984, 709),
    Application("EfficientNetB0", (224, 224, 3), 5_330_571, 240),
    Application("EfficientNetB1", (240, 240, 3), 7_856_239, 342),
    Application("EfficientNetB2", (260, 260, 3), 9_177_569, 342),
    Application("EfficientNetB3", (300, 300, 3), 12_320_535, 387),
    Application("EfficientNetB4", (380, 380, 3), 19_466_823, 477),
    Application("EfficientNetB5", (456, 456, 3), 30_562_527, 579),
    Application("EfficientNetB6", (528, 528, 3), 43_265_143, 669),
    Application("EfficientNetB7", (600, 600, 3), 66_658_687, 816),
    Application("EfficientNetV2B0", (224, 224, 3), 7_200_312, 273),
    Application("EfficientNetV2B1", (240, 240, 3), 8_212_124, 337),
    Application("EfficientNetV2B2", (260, 260, 3), 10_178_374, 352),
    Application("EfficientNetV2B3", (300, 300, 3), 14_467_622, 412),
    Application("EfficientNetV2L", (480, 480, 3), 119_027_848, 1031),
    Application("EfficientNetV2M", (480, 480, 3), 54_431_388, 743),
    Application("EfficientNetV2S", (384, 384, 3), 21_612_360, 516),
    Application("InceptionResNetV2", (299, 299, 3), 55_873_736, 782),
    Application("InceptionV3", (299, 299, 3), 23_851_784, 313),
    Application("MobileNet", (224, 224, 3), 4_253_864, 91),
    Application("MobileNetV2", (224, 224, 3), 3_538_984, 156),
    Application("MobileNetV3Large", (None, None, 3), 5_507_432, 194),
    Application("MobileNetV3Small", (None, None, 3), 2_554_968, 164),
    Application("NASNetLarge", (331, 331, 3), 88_949_818, 1041),
    Application("NASNetMobile", (224, 224, 3), 5_326_716, 771),
    Application("ResNet101", (224, 224, 3), 44_707_176, 347),
    Application("ResNet101V2", (224, 224, 3), 44_675_560, 379),
    Application("ResNet152", (224, 224, 3), 60_419_944, 517),
    Application("ResNet152V2", (224, 224, 3), 60_380_648, 566),
    Application("ResNet50", (224, 224, 3), 25_636_712, 177),
    Application("ResNet50V2", (224, 224, 3), 25_613_800, 192),
    Application("VGG16", (224, 224, 3), 138_357_544, 23),
    Application("VGG19", (224, 224, 3), 143_667_240, 26),
    Application("Xception", (299, 299, 3), 22_910_480, 134),
)


def application(name: str) -> Application:
    """Returns the application of that name, whatever its case.

    Args:
        name: With or without `applications:` in front.

    Raises:
        KgraphError: If there is none; says which are named alike.

    Example:

    >>> application("applications:resnet50").name
    'ResNet50'
    """
    wanted = name.removeprefix(PREFIX).strip()
    names = {known.name.lower(): known for known in APPLICATIONS}
    if wanted.lower() in names:
        return names[wanted.lower()]
    alike = get_close_matches(wanted.lower(), names, n=3, cutoff=0.6)
    if alike:
        advice = f"Did you mean {' or '.join(names[a].name for a in alike)}?"
    else:
        advice = f"There are {', '.join(known.name for known in APPLICATIONS)}."
    raise KgraphError(
        f"Expected the name of a model of keras.applications. Received: {wanted!r}. "
        + advice
    )
