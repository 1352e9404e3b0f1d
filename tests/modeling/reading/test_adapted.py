"""What preprocessing layers have learned, as their constructors take it."""

import keras

from kgraph.modeling import build, read

layers = keras.layers


def test_a_text_vectorization_that_learned_its_words_can_be_built_again():
    words = layers.TextVectorization(10, output_sequence_length=3)
    words.adapt(["the cat sat", "the cat"])
    model = keras.Sequential([keras.Input((1,), dtype="string"), words])
    project = read(model)
    learned = project.main.layers["l2"].config["vocabulary"]
    assert learned == ["the", "cat", "sat"]
    again = build(project).layers[0]
    assert again.get_vocabulary() == words.get_vocabulary()


def test_a_text_vectorization_without_words_is_drawn_as_it_is():
    words = layers.TextVectorization(10, output_sequence_length=3)
    model = keras.Sequential([keras.Input((1,), dtype="string"), words])
    assert read(model).main.layers["l2"].config == {
        "max_tokens": 10,
        "output_sequence_length": 3,
    }
