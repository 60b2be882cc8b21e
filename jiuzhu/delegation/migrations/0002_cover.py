"""What a letter covers, answered by the database itself; letters as signed."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked

COVER = """
CREATE FUNCTION delegation_refusal(item text, township text, day date, amount bigint,
                                   OUT code text, OUT detail jsonb) LANGUAGE plpgsql STABLE AS $$
DECLARE
  held delegation_letteritem%ROWTYPE;
  letter text;
  place text := (SELECT name FROM offices_area a WHERE a.code = township);
  last delegation_letterevent%ROWTYPE;
BEGIN
  SELECT * INTO held FROM delegation_letteritem i
   WHERE i.item_code = item AND i.township_id = township AND i.starts_on <= day AND i.stops_on > day;
  IF NOT FOUND THEN
    code := 'delegation.no-letter-in-force';
    detail := jsonb_build_object('township', place, 'on', day, 'item', item);
    RETURN;
  END IF;
  SELECT number INTO letter FROM delegation_letter l WHERE l.id = held.letter_id;
  SELECT * INTO last FROM delegation_letterevent e WHERE e.letter_id = held.letter_id AND e.effective_on <= day
   ORDER BY e.kind = 'withdrawn' DESC, e.effective_on DESC, e.id DESC LIMIT 1;
  IF last.kind = 'withdrawn' THEN
    code := 'delegation.no-letter-in-force';
    detail := jsonb_build_object('township', place, 'on', day, 'item', item);
  ELSIF last.kind = 'suspended' THEN
    code := 'delegation.letter-suspended';
    detail := jsonb_build_object('township', place, 'letter', letter, 'since', last.effective_on);
  ELSIF amount > held.limit_fen THEN
    code := 'delegation.beyond-the-amount';
    detail := jsonb_build_object('township', place, 'letter', letter, 'amount_fen', amount, 'limit_fen', held.limit_fen);
  END IF;
END $$;

CREATE FUNCTION delegation_only_nearer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.stops_on > OLD.stops_on OR NEW.stops_on < OLD.starts_on
     OR to_jsonb(NEW) - 'stops_on' IS DISTINCT FROM to_jsonb(OLD) - 'stops_on' THEN
    RAISE EXCEPTION USING ERRCODE = 'JZ001', MESSAGE = 'delegation.end-moves-away', DETAIL = '{}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delegation_letteritem_only_nearer BEFORE UPDATE ON delegation_letteritem
  FOR EACH ROW EXECUTE FUNCTION delegation_only_nearer();
"""


class Migration(migrations.Migration):
    dependencies = [("delegation", "0001_initial"), ("audit", "0002_append_only")]
    operations = [
        migrations.RunSQL(
            COVER,
            """DROP TRIGGER delegation_letteritem_only_nearer ON delegation_letteritem;
            DROP FUNCTION delegation_only_nearer(); DROP FUNCTION delegation_refusal(text, text, date, bigint);""",
        ),
        append_only("delegation_letter"),
        append_only("delegation_letterevent"),
        never_deleted("delegation_letteritem"),
        tracked("delegation_letteritem"),
    ]
