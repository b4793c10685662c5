CREATE TABLE "standing" (
	"document_id" uuid PRIMARY KEY NOT NULL,
	"source_locale" text NOT NULL,
	"live" jsonb NOT NULL,
	"changed" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "standing" ADD CONSTRAINT "standing_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE FUNCTION "live_of"(document uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_object_agg(l."locale", jsonb_build_object('slug', v."slug", 'number', l."number", 'revision', l."revision")), '{}')
  FROM "live_edition" l JOIN "variant" v ON v."document_id" = l."document_id" AND v."locale" = l."locale"
  WHERE l."document_id" = document
$$;
--> statement-breakpoint
INSERT INTO "standing" ("document_id", "source_locale", "live", "changed")
SELECT d."id", d."source_locale", live_of(d."id"), c."at"
FROM "document" d JOIN (SELECT "document_id", max("at") AS "at" FROM "change" GROUP BY "document_id") c ON c."document_id" = d."id";
--> statement-breakpoint
-- A change is written last in its transaction, under a lock: by then everything that it is about is there.
CREATE FUNCTION "write_standing"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."document_id" IS NOT NULL THEN
    INSERT INTO "standing" ("document_id", "source_locale", "live", "changed")
    SELECT d."id", d."source_locale", live_of(d."id"), NEW."at" FROM "document" d WHERE d."id" = NEW."document_id"
    ON CONFLICT ("document_id") DO UPDATE SET "live" = EXCLUDED."live", "changed" = EXCLUDED."changed";
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "change_written" AFTER INSERT ON "change" FOR EACH ROW EXECUTE FUNCTION "write_standing"();
