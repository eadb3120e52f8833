"""Tools for assistants (Model Context Protocol): the questions of the API, answered with evidence."""
