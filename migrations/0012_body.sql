-- Derived: a body that stands in the mail's own bytes is not stored twice.
-- content.body: raw deflate of UTF-8; or 0xff and two 32-bit numbers, big endian: where in raw.bytes it begins, its length

DROP VIEW whole_message;
CREATE VIEW whole_message AS
  SELECT message.*, content.header, content.facts, content.body, raw.bytes AS raw
    FROM message JOIN content ON content.message = message.id
         LEFT JOIN raw ON substr(content.body, 1, 1) = x'ff'
                      AND raw.content_hash = message.content_hash;
