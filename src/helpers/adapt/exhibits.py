"""Every module that makes exhibits: importing them declares what each exhibit needs, which `make check` asks."""
