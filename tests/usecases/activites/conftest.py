from tests.ui import workplace as workplaces

new_workplace = workplaces.new_workplace
