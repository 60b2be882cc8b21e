"""A stand-in for the departments: real HTTP, real files, real tables; what its registers hold is invented."""
