-- Full-text index over job_texts. External content: the text itself is stored once, in the table.
CREATE VIRTUAL TABLE `job_search` USING fts5(
  `owner`,
  `text`,
  content = 'job_texts',
  content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3'
);
--> statement-breakpoint
CREATE TRIGGER `job_texts_inserted` AFTER INSERT ON `job_texts` BEGIN
  INSERT INTO `job_search` (`rowid`, `owner`, `text`) VALUES (new.`id`, new.`owner`, new.`text`);
END;
--> statement-breakpoint
CREATE TRIGGER `job_texts_deleted` AFTER DELETE ON `job_texts` BEGIN
  INSERT INTO `job_search` (`job_search`, `rowid`, `owner`, `text`) VALUES ('delete', old.`id`, old.`owner`, old.`text`);
END;
--> statement-breakpoint
CREATE TRIGGER `job_texts_updated` AFTER UPDATE ON `job_texts` BEGIN
  INSERT INTO `job_search` (`job_search`, `rowid`, `owner`, `text`) VALUES ('delete', old.`id`, old.`owner`, old.`text`);
  INSERT INTO `job_search` (`rowid`, `owner`, `text`) VALUES (new.`id`, new.`owner`, new.`text`);
END;
