CREATE TABLE "editor" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "editor_kind_known" CHECK ("editor"."kind" in ('key', 'person')),
	CONSTRAINT "editor_name_filled" CHECK ("editor"."name" <> '')
);
--> statement-breakpoint
CREATE TABLE "editor_role" (
	"editor_id" uuid NOT NULL,
	"role" text NOT NULL,
	"locale" text,
	CONSTRAINT "editor_role_once" UNIQUE NULLS NOT DISTINCT("editor_id","role","locale"),
	CONSTRAINT "editor_role_known" CHECK ("editor_role"."role" in ('translator', 'reviewer', 'publisher', 'admin')),
	CONSTRAINT "editor_role_locale" CHECK (("editor_role"."role" in ('translator', 'reviewer')) = ("editor_role"."locale" is not null))
);
--> statement-breakpoint
CREATE TABLE "key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"editor_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"hint" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "key_hash_unique" UNIQUE("hash"),
	CONSTRAINT "key_hash_length" CHECK (octet_length("key"."hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "card" (
	"document_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"position" integer NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"topics" text[] NOT NULL,
	"value" jsonb,
	CONSTRAINT "card_document_id_revision_position_pk" PRIMARY KEY("document_id","revision","position"),
	CONSTRAINT "card_key_once" UNIQUE("document_id","revision","key"),
	CONSTRAINT "card_key_shape" CHECK ("card"."key" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "card_kind_known" CHECK ("card"."kind" in ('event', 'period', 'figure', 'statement')),
	CONSTRAINT "card_value_typed" CHECK ("card"."value" is null or coalesce("card"."value" ->> 'type' in ('date', 'quantity'), false))
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"document_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"unit" text NOT NULL,
	"position" integer NOT NULL,
	"segment_id" uuid NOT NULL,
	CONSTRAINT "evidence_document_id_revision_unit_position_pk" PRIMARY KEY("document_id","revision","unit","position"),
	CONSTRAINT "evidence_once" UNIQUE("document_id","revision","unit","segment_id"),
	CONSTRAINT "evidence_unit_drawn" CHECK ("evidence"."unit" ~ '^(summary|card\..*\.text)$')
);
--> statement-breakpoint
CREATE TABLE "document" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source_locale" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "original" (
	"document_id" uuid NOT NULL,
	"sha256" "bytea" NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "original_document_id_sha256_pk" PRIMARY KEY("document_id","sha256"),
	CONSTRAINT "original_sha256_true" CHECK ("original"."sha256" = sha256("original"."bytes"))
);
--> statement-breakpoint
CREATE TABLE "revision" (
	"document_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"previous" integer GENERATED ALWAYS AS (nullif(number - 1, 0)) STORED,
	"original_sha256" "bytea" NOT NULL,
	"media_type" text NOT NULL,
	"charset" text NOT NULL,
	"as_of" text,
	"topics" text[] NOT NULL,
	"title_in_text" boolean NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid NOT NULL,
	CONSTRAINT "revision_document_id_number_pk" PRIMARY KEY("document_id","number"),
	CONSTRAINT "revision_media_type_known" CHECK ("revision"."media_type" in ('text/plain', 'text/markdown')),
	CONSTRAINT "revision_number_positive" CHECK ("revision"."number" > 0),
	CONSTRAINT "revision_as_of_shape" CHECK ("revision"."as_of" ~ '^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$')
);
--> statement-breakpoint
CREATE TABLE "revision_segment" (
	"document_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"position" integer NOT NULL,
	"unit" text NOT NULL,
	"segment_id" uuid NOT NULL,
	"gap" text NOT NULL,
	CONSTRAINT "revision_segment_document_id_revision_position_pk" PRIMARY KEY("document_id","revision","position"),
	CONSTRAINT "revision_segment_once" UNIQUE("document_id","revision","segment_id"),
	CONSTRAINT "revision_segment_gap_space" CHECK ("revision_segment"."gap" ~ '^[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]*$')
);
--> statement-breakpoint
CREATE TABLE "revision_unit" (
	"document_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"position" integer NOT NULL,
	"unit" text NOT NULL,
	"kind" text,
	"level" smallint DEFAULT 0 NOT NULL,
	"ordered" boolean,
	"number" integer,
	"language" text,
	CONSTRAINT "revision_unit_document_id_revision_position_pk" PRIMARY KEY("document_id","revision","position"),
	CONSTRAINT "revision_unit_once" UNIQUE("document_id","revision","unit"),
	CONSTRAINT "revision_unit_kind_known" CHECK ("revision_unit"."kind" in ('paragraph', 'heading', 'listItem', 'quotation', 'code')),
	CONSTRAINT "revision_unit_block" CHECK (("revision_unit"."kind" is not null) = ("revision_unit"."unit" ~ '^b[1-9]'))
);
--> statement-breakpoint
CREATE TABLE "segment" (
	"document_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"unit" text NOT NULL,
	"text" text NOT NULL,
	"predecessor" uuid,
	CONSTRAINT "segment_document_id_id_pk" PRIMARY KEY("document_id","id"),
	CONSTRAINT "segment_predecessor_other" CHECK ("segment"."predecessor" <> "segment"."id"),
	CONSTRAINT "segment_text_filled" CHECK ("segment"."text" <> ''),
	CONSTRAINT "segment_text_nfc" CHECK ("segment"."text" is nfc normalized)
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"document_id" uuid NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "unit_document_id_key_pk" PRIMARY KEY("document_id","key"),
	CONSTRAINT "unit_key_shape" CHECK ("unit"."key" ~ '^(title|summary|b[1-9][0-9]*|card\.[a-z0-9]+(-[a-z0-9]+)*\.(headline|text))$')
);
--> statement-breakpoint
CREATE TABLE "card_listing" (
	"locale" text NOT NULL,
	"topic" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"last_year" integer NOT NULL,
	"document_id" uuid NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"first_year" integer NOT NULL,
	CONSTRAINT "card_listing_locale_topic_kind_last_year_document_id_key_pk" PRIMARY KEY("locale","topic","kind","last_year","document_id","key")
);
--> statement-breakpoint
CREATE TABLE "change" (
	"number" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"document_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"edition" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "change_kind_known" CHECK ("change"."kind" in ('published', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "edition" (
	"document_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"number" integer NOT NULL,
	"previous" integer GENERATED ALWAYS AS (nullif(number - 1, 0)) STORED,
	"revision" integer NOT NULL,
	"body" json NOT NULL,
	"translations" json NOT NULL,
	"allow_gaps" boolean NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_by" uuid NOT NULL,
	CONSTRAINT "edition_number" PRIMARY KEY("document_id","locale","number"),
	CONSTRAINT "edition_number_positive" CHECK ("edition"."number" > 0)
);
--> statement-breakpoint
CREATE TABLE "listing" (
	"locale" text NOT NULL,
	"topic" text COLLATE "C" NOT NULL,
	"as_of" text COLLATE "C" NOT NULL,
	"document_id" uuid NOT NULL,
	CONSTRAINT "listing_locale_topic_as_of_document_id_pk" PRIMARY KEY("locale","topic","as_of","document_id")
);
--> statement-breakpoint
CREATE TABLE "live_card" (
	"document_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"body" json NOT NULL,
	CONSTRAINT "live_card_document_id_locale_key_pk" PRIMARY KEY("document_id","locale","key")
);
--> statement-breakpoint
CREATE TABLE "live_edition" (
	"document_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"number" integer NOT NULL,
	"revision" integer NOT NULL,
	"as_of" text COLLATE "C" NOT NULL,
	"topics" text[] NOT NULL,
	"title" text NOT NULL,
	"summary" text,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "live_edition_document_id_locale_pk" PRIMARY KEY("document_id","locale")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"editor_id" uuid NOT NULL,
	"action" text NOT NULL,
	"document_id" uuid,
	"locale" text,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "locale" (
	"tag" text PRIMARY KEY NOT NULL,
	"position" integer NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"live" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "locale_position_unique" UNIQUE("position"),
	CONSTRAINT "locale_tag_shape" CHECK ("locale"."tag" ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$')
);
--> statement-breakpoint
CREATE TABLE "locale_fallback" (
	"locale" text NOT NULL,
	"position" integer NOT NULL,
	"fallback" text NOT NULL,
	CONSTRAINT "locale_fallback_locale_position_pk" PRIMARY KEY("locale","position"),
	CONSTRAINT "locale_fallback_once" UNIQUE("locale","fallback"),
	CONSTRAINT "locale_fallback_other" CHECK ("locale_fallback"."locale" <> "locale_fallback"."fallback")
);
--> statement-breakpoint
CREATE TABLE "slug" (
	"locale" text NOT NULL,
	"slug" text NOT NULL,
	"document_id" uuid NOT NULL,
	CONSTRAINT "slug_locale_slug_pk" PRIMARY KEY("locale","slug"),
	CONSTRAINT "slug_of_document" UNIQUE("document_id","locale","slug")
);
--> statement-breakpoint
CREATE TABLE "slug_owner" (
	"slug" text PRIMARY KEY NOT NULL,
	"document_id" uuid NOT NULL,
	CONSTRAINT "slug_owner_document" UNIQUE("slug","document_id"),
	CONSTRAINT "slug_nfc" CHECK ("slug_owner"."slug" is nfc normalized),
	CONSTRAINT "slug_shape" CHECK ("slug_owner"."slug" ~ '^[^-[:space:][:cntrl:]/?#%.]([^[:space:][:cntrl:]/?#%]*[^-[:space:][:cntrl:]/?#%.])?$'),
	CONSTRAINT "slug_length" CHECK (char_length("slug_owner"."slug") <= 120)
);
--> statement-breakpoint
CREATE TABLE "variant" (
	"document_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"slug" text,
	CONSTRAINT "variant_document_id_locale_pk" PRIMARY KEY("document_id","locale")
);
--> statement-breakpoint
CREATE TABLE "comment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"document_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"segment_id" uuid NOT NULL,
	"text" text NOT NULL,
	"author" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comment_text_filled" CHECK ("comment"."text" <> '')
);
--> statement-breakpoint
CREATE TABLE "translation" (
	"document_id" uuid NOT NULL,
	"locale" text NOT NULL,
	"segment_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"state" text NOT NULL,
	"origin" text NOT NULL,
	"author" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "translation_version" PRIMARY KEY("document_id","locale","segment_id","version"),
	CONSTRAINT "translation_version_positive" CHECK ("translation"."version" > 0),
	CONSTRAINT "translation_state_known" CHECK ("translation"."state" in ('initial', 'translated', 'reviewed')),
	CONSTRAINT "translation_origin_known" CHECK ("translation"."origin" in ('human', 'import', 'sample')),
	CONSTRAINT "translation_text_nfc" CHECK ("translation"."text" is nfc normalized),
	CONSTRAINT "translation_text_filled" CHECK ("translation"."text" <> '' or "translation"."state" = 'initial')
);
--> statement-breakpoint
ALTER TABLE "editor_role" ADD CONSTRAINT "editor_role_editor_id_editor_id_fk" FOREIGN KEY ("editor_id") REFERENCES "public"."editor"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editor_role" ADD CONSTRAINT "editor_role_locale_locale_tag_fk" FOREIGN KEY ("locale") REFERENCES "public"."locale"("tag") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key" ADD CONSTRAINT "key_editor_id_editor_id_fk" FOREIGN KEY ("editor_id") REFERENCES "public"."editor"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card" ADD CONSTRAINT "card_revision" FOREIGN KEY ("document_id","revision") REFERENCES "public"."revision"("document_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_unit" FOREIGN KEY ("document_id","revision","unit") REFERENCES "public"."revision_unit"("document_id","revision","unit") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_segment" FOREIGN KEY ("document_id","segment_id") REFERENCES "public"."segment"("document_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_source_locale_locale_tag_fk" FOREIGN KEY ("source_locale") REFERENCES "public"."locale"("tag") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "original" ADD CONSTRAINT "original_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_created_by_editor_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."editor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_gap_free" FOREIGN KEY ("document_id","previous") REFERENCES "public"."revision"("document_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_original" FOREIGN KEY ("document_id","original_sha256") REFERENCES "public"."original"("document_id","sha256") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision_segment" ADD CONSTRAINT "revision_segment_unit" FOREIGN KEY ("document_id","revision","unit") REFERENCES "public"."revision_unit"("document_id","revision","unit") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision_segment" ADD CONSTRAINT "revision_segment_segment" FOREIGN KEY ("document_id","segment_id") REFERENCES "public"."segment"("document_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision_unit" ADD CONSTRAINT "revision_unit_revision" FOREIGN KEY ("document_id","revision") REFERENCES "public"."revision"("document_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision_unit" ADD CONSTRAINT "revision_unit_unit" FOREIGN KEY ("document_id","unit") REFERENCES "public"."unit"("document_id","key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment" ADD CONSTRAINT "segment_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment" ADD CONSTRAINT "segment_unit" FOREIGN KEY ("document_id","unit") REFERENCES "public"."unit"("document_id","key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment" ADD CONSTRAINT "segment_predecessor" FOREIGN KEY ("document_id","predecessor") REFERENCES "public"."segment"("document_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_listing" ADD CONSTRAINT "card_listing_card_exists" FOREIGN KEY ("document_id","locale","key") REFERENCES "public"."live_card"("document_id","locale","key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition" ADD CONSTRAINT "edition_published_by_editor_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."editor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition" ADD CONSTRAINT "edition_variant" FOREIGN KEY ("document_id","locale") REFERENCES "public"."variant"("document_id","locale") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition" ADD CONSTRAINT "edition_gap_free" FOREIGN KEY ("document_id","locale","previous") REFERENCES "public"."edition"("document_id","locale","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition" ADD CONSTRAINT "edition_revision" FOREIGN KEY ("document_id","revision") REFERENCES "public"."revision"("document_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing" ADD CONSTRAINT "listing_live" FOREIGN KEY ("document_id","locale") REFERENCES "public"."live_edition"("document_id","locale") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_card" ADD CONSTRAINT "live_card_live" FOREIGN KEY ("document_id","locale") REFERENCES "public"."live_edition"("document_id","locale") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_edition" ADD CONSTRAINT "live_edition_edition" FOREIGN KEY ("document_id","locale","number") REFERENCES "public"."edition"("document_id","locale","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_editor_id_editor_id_fk" FOREIGN KEY ("editor_id") REFERENCES "public"."editor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locale_fallback" ADD CONSTRAINT "locale_fallback_locale_locale_tag_fk" FOREIGN KEY ("locale") REFERENCES "public"."locale"("tag") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locale_fallback" ADD CONSTRAINT "locale_fallback_fallback_locale_tag_fk" FOREIGN KEY ("fallback") REFERENCES "public"."locale"("tag") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slug" ADD CONSTRAINT "slug_locale_locale_tag_fk" FOREIGN KEY ("locale") REFERENCES "public"."locale"("tag") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slug" ADD CONSTRAINT "slug_owned" FOREIGN KEY ("slug","document_id") REFERENCES "public"."slug_owner"("slug","document_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slug_owner" ADD CONSTRAINT "slug_owner_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant" ADD CONSTRAINT "variant_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant" ADD CONSTRAINT "variant_locale_locale_tag_fk" FOREIGN KEY ("locale") REFERENCES "public"."locale"("tag") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant" ADD CONSTRAINT "variant_slug" FOREIGN KEY ("document_id","locale","slug") REFERENCES "public"."slug"("document_id","locale","slug") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_author_editor_id_fk" FOREIGN KEY ("author") REFERENCES "public"."editor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_variant" FOREIGN KEY ("document_id","locale") REFERENCES "public"."variant"("document_id","locale") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_segment_exists" FOREIGN KEY ("document_id","segment_id") REFERENCES "public"."segment"("document_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "translation" ADD CONSTRAINT "translation_author_editor_id_fk" FOREIGN KEY ("author") REFERENCES "public"."editor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "translation" ADD CONSTRAINT "translation_variant" FOREIGN KEY ("document_id","locale") REFERENCES "public"."variant"("document_id","locale") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "translation" ADD CONSTRAINT "translation_segment" FOREIGN KEY ("document_id","segment_id") REFERENCES "public"."segment"("document_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "key_editor" ON "key" USING btree ("editor_id");--> statement-breakpoint
CREATE INDEX "card_listing_first_year" ON "card_listing" USING btree ("locale","topic","kind","first_year","document_id","key");--> statement-breakpoint
CREATE INDEX "card_listing_card" ON "card_listing" USING btree ("document_id","locale","key");--> statement-breakpoint
CREATE INDEX "change_document" ON "change" USING btree ("document_id","locale","number");--> statement-breakpoint
CREATE INDEX "listing_document" ON "listing" USING btree ("document_id","locale");--> statement-breakpoint
CREATE INDEX "live_edition_locale" ON "live_edition" USING btree ("locale");--> statement-breakpoint
CREATE INDEX "event_document" ON "event" USING btree ("document_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "locale_one_default" ON "locale" USING btree ("is_default") WHERE "locale"."is_default";--> statement-breakpoint
CREATE INDEX "comment_segment" ON "comment" USING btree ("document_id","locale","segment_id","id");