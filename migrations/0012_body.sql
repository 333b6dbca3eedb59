-- Derived: a body that stands in the mail's own bytes is not stored twice.
-- content.body: raw deflate of UTF-8; or the byte 0xff and two unsigned 32-bit numbers, big endian:
-- where it begins in the mail as it came, and its length in bytes.
DROP VIEW whole_message;
CREATE VIEW whole_message AS
  SELECT message.*, content.header, content.facts, content.body, raw.bytes AS raw
    FROM message JOIN content ON content.message = message.id
         LEFT JOIN raw ON substr(content.body, 1, 1) = x'ff'
                      AND raw.content_hash = message.content_hash;
