-- Derived: what boards and charts ask of many rows, without a look into each row's JSON.
CREATE INDEX series_activity ON series (last_activity_at);
CREATE INDEX todo_open ON todo (series, json_extract(data, '$.confidence')) WHERE open = 1;
CREATE INDEX todo_span ON todo (
  series, raised_at, open, json_extract(data, '$.confidence'), json_extract(data, '$.state'),
  json_extract(data, '$.history[#-1].at')
);
CREATE INDEX revision_posted ON revision (
  series, posted_at, json_extract(data, '$.ghost'), json_extract(data, '$.author.email')
);
CREATE INDEX message_reply ON message (revision, at, from_email) WHERE kind = 'reply' AND bot = 0;
