DROP INDEX `jobs_account_created`;--> statement-breakpoint
CREATE INDEX `jobs_account_label` ON `jobs` (`account_id`,`label`,`created_at_ms`,`id`,`archived_at_ms`);--> statement-breakpoint
CREATE INDEX `jobs_account_created` ON `jobs` (`account_id`,`created_at_ms`,`id`,`archived_at_ms`);