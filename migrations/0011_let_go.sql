-- Derived: when silence alone changes a TODO of a series, which no mail would tell.
ALTER TABLE series ADD COLUMN let_go_last INTEGER; -- Unix seconds: newest moment that was counted; null without one
ALTER TABLE series ADD COLUMN let_go_next INTEGER; -- Unix seconds: first moment that lies ahead; null without one
CREATE INDEX series_let_go_last ON series (let_go_last) WHERE let_go_last IS NOT NULL;
CREATE INDEX series_let_go_next ON series (let_go_next) WHERE let_go_next IS NOT NULL;
-- What is stored was judged without them.
UPDATE series SET dirty = 1;
