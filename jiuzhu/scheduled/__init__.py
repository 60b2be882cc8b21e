"""The door of the clock. The folder is the timetable: each module in it has ``run(on, at)``.

``on`` is today in the county, ``at`` the instant; the rooms below are told both and look at no clock.
Everything here may run twice, at once or after one another: a machine that was off catches up when it starts.
"""
