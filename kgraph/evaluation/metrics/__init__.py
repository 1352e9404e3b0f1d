"""What scikit-learn makes of truths and predictions, thinned so that it travels.

May import NumPy, scikit-learn and the document, no Keras: arrays come in, values of
`document.evaluation` go out.
"""
