"""The tables of the page Measures, whole: from the records of some cases to what is printed of them."""
