-- What was written stays as it was written: no update, whoever tries.
CREATE FUNCTION "refuse_update"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_immutable';
END $$;
--> statement-breakpoint
-- ...and it leaves only with its document. When a document is deleted its row is gone before the cascade gets here.
CREATE FUNCTION "refuse_delete"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "document" WHERE "id" = OLD."document_id") THEN
    RAISE EXCEPTION '% is deleted only with its document', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_kept';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE FUNCTION "refuse_removal"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_kept';
END $$;
--> statement-breakpoint
CREATE TRIGGER "original_immutable" BEFORE UPDATE ON "original" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "revision_immutable" BEFORE UPDATE ON "revision" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "unit_immutable" BEFORE UPDATE ON "unit" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "segment_immutable" BEFORE UPDATE ON "segment" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "revision_unit_immutable" BEFORE UPDATE ON "revision_unit" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "revision_segment_immutable" BEFORE UPDATE ON "revision_segment" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "card_immutable" BEFORE UPDATE ON "card" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "evidence_immutable" BEFORE UPDATE ON "evidence" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "translation_immutable" BEFORE UPDATE ON "translation" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "comment_immutable" BEFORE UPDATE ON "comment" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "edition_immutable" BEFORE UPDATE ON "edition" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "change_immutable" BEFORE UPDATE ON "change" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "event_immutable" BEFORE UPDATE ON "event" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "original_kept" BEFORE DELETE ON "original" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
--> statement-breakpoint
CREATE TRIGGER "revision_kept" BEFORE DELETE ON "revision" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
--> statement-breakpoint
CREATE TRIGGER "unit_kept" BEFORE DELETE ON "unit" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
--> statement-breakpoint
CREATE TRIGGER "segment_kept" BEFORE DELETE ON "segment" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
--> statement-breakpoint
CREATE TRIGGER "revision_unit_kept" BEFORE DELETE ON "revision_unit" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
--> statement-breakpoint
CREATE TRIGGER "revision_segment_kept" BEFORE DELETE ON "revision_segment" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
--> statement-breakpoint
CREATE TRIGGER "card_kept" BEFORE DELETE ON "card" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
--> statement-breakpoint
CREATE TRIGGER "evidence_kept" BEFORE DELETE ON "evidence" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
--> statement-breakpoint
CREATE TRIGGER "translation_kept" BEFORE DELETE ON "translation" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
--> statement-breakpoint
CREATE TRIGGER "comment_kept" BEFORE DELETE ON "comment" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
--> statement-breakpoint
CREATE TRIGGER "edition_kept" BEFORE DELETE ON "edition" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
--> statement-breakpoint
CREATE TRIGGER "change_kept" BEFORE DELETE ON "change" FOR EACH ROW EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "event_kept" BEFORE DELETE ON "event" FOR EACH ROW EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "original_not_truncated" BEFORE TRUNCATE ON "original" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "revision_not_truncated" BEFORE TRUNCATE ON "revision" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "unit_not_truncated" BEFORE TRUNCATE ON "unit" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "segment_not_truncated" BEFORE TRUNCATE ON "segment" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "revision_unit_not_truncated" BEFORE TRUNCATE ON "revision_unit" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "revision_segment_not_truncated" BEFORE TRUNCATE ON "revision_segment" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "card_not_truncated" BEFORE TRUNCATE ON "card" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "evidence_not_truncated" BEFORE TRUNCATE ON "evidence" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "translation_not_truncated" BEFORE TRUNCATE ON "translation" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "comment_not_truncated" BEFORE TRUNCATE ON "comment" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "edition_not_truncated" BEFORE TRUNCATE ON "edition" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "change_not_truncated" BEFORE TRUNCATE ON "change" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
CREATE TRIGGER "event_not_truncated" BEFORE TRUNCATE ON "event" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_removal"();
--> statement-breakpoint
-- The source locale is what a document is written in: it never changes, and nothing is translated into it.
CREATE FUNCTION "keep_source_locale"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."source_locale" <> OLD."source_locale" OR NEW."id" <> OLD."id" THEN
    RAISE EXCEPTION 'the source locale of a document is immutable' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'document_source_locale_immutable';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "document_source_locale_immutable" BEFORE UPDATE ON "document" FOR EACH ROW EXECUTE FUNCTION "keep_source_locale"();
--> statement-breakpoint
CREATE FUNCTION "refuse_source_locale"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "document" WHERE "id" = NEW."document_id" AND "source_locale" = NEW."locale") THEN
    RAISE EXCEPTION 'a translation is not in the source locale' USING ERRCODE = 'check_violation', CONSTRAINT = 'translation_not_source';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "translation_not_source" BEFORE INSERT ON "translation" FOR EACH ROW EXECUTE FUNCTION "refuse_source_locale"();
--> statement-breakpoint
-- Versions of a translation count 1, 2, 3, whoever writes them: two editors who saw version n both try n + 1, and one loses.
CREATE FUNCTION "translation_next_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."version" > 1 AND NOT EXISTS (
    SELECT FROM "translation" WHERE "document_id" = NEW."document_id" AND "locale" = NEW."locale"
      AND "segment_id" = NEW."segment_id" AND "version" = NEW."version" - 1
  ) THEN
    RAISE EXCEPTION 'versions of a translation have no gaps' USING ERRCODE = 'check_violation', CONSTRAINT = 'translation_gap_free';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "translation_gap_free" BEFORE INSERT ON "translation" FOR EACH ROW EXECUTE FUNCTION "translation_next_version"();
--> statement-breakpoint
-- A slug, once given, keeps leading to its document.
CREATE TRIGGER "slug_immutable" BEFORE UPDATE ON "slug" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "slug_kept" BEFORE DELETE ON "slug" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
--> statement-breakpoint
CREATE TRIGGER "slug_owner_immutable" BEFORE UPDATE ON "slug_owner" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
--> statement-breakpoint
CREATE TRIGGER "slug_owner_kept" BEFORE DELETE ON "slug_owner" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
