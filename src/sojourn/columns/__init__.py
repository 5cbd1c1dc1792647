"""Assertions as columns: for tables of millions of rows, on their way into a store and in answers over all of them."""
