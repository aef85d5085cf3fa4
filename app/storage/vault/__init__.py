"""The vault: who may open the data of this laptop, and the keys that they then hold."""
