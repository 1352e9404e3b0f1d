"""What problems say."""

from kgraph.document.analysis import Problem


def test_what_keras_received_is_part_of_the_sentence():
    problem = Problem("keras", "Shapes must be equal.", received="(2,) and (3,)")
    assert problem.sentence == "Shapes must be equal. Received: (2,) and (3,)."


def test_what_the_check_says_is_a_sentence_by_itself():
    problem = Problem("has-input", "There is no Input.", received="none")
    assert problem.sentence == "There is no Input."
