ALTER TABLE "change" DROP CONSTRAINT "change_kind_known";--> statement-breakpoint
ALTER TABLE "change" ALTER COLUMN "document_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "change" ALTER COLUMN "locale" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "change" ALTER COLUMN "edition" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "change" ADD CONSTRAINT "change_edition_named" CHECK (num_nulls("change"."document_id", "change"."locale", "change"."edition") = case "change"."kind" when 'site' then 3 else 0 end);--> statement-breakpoint
ALTER TABLE "change" ADD CONSTRAINT "change_kind_known" CHECK ("change"."kind" in ('published', 'withdrawn', 'site'));--> statement-breakpoint
-- Instances that hold editions in memory listen; whoever writes a change tells them, when it commits. A hint only: an
-- instance that missed it asks for the changes after the last that it knows.
CREATE FUNCTION "notify_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('fiche_change', NEW."number"::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "change_notified" AFTER INSERT ON "change" FOR EACH ROW EXECUTE FUNCTION "notify_change"();
