-- Derived: lists of open TODOs and of the series that moved last, without a look at every row.
CREATE INDEX todo_open ON todo (series, json_extract(data, '$.confidence')) WHERE open = 1;
CREATE INDEX series_activity ON series (last_activity_at);
