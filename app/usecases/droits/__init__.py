"""The rights of a person, served from her record: each module is a right, or a step of one."""
