-- Trino's names and meanings for DuckDB, so that an intent's SQL runs on both engines as it stands.
-- Built-in functions are reached as system.main.* where a macro carries the same name.

-- Scalars only: an object, an array or malformed text gives NULL, as in Trino.
CREATE MACRO trail_path(path) AS system.main.regexp_replace(path, '\["([^"]*)"\]', '."\1"', 'g');
CREATE MACRO json_extract_scalar(document, path) AS CASE
  WHEN NOT json_valid(CAST(document AS VARCHAR)) THEN NULL
  WHEN json_type(CAST(document AS VARCHAR), trail_path(path)) IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL
  ELSE json_extract_string(CAST(document AS VARCHAR), trail_path(path)) END;
CREATE MACRO json_extract(document, path) AS CASE
  WHEN json_valid(CAST(document AS VARCHAR)) THEN system.main.json_extract(CAST(document AS VARCHAR), trail_path(path)) END;

CREATE MACRO from_iso8601_timestamp(text) AS CAST(text AS TIMESTAMPTZ);
CREATE MACRO to_unixtime(moment) AS CAST(epoch(moment) AS DOUBLE);
CREATE MACRO date_add(unit, amount, moment) AS CASE unit
  WHEN 'millisecond' THEN moment + to_milliseconds(amount)
  WHEN 'second' THEN moment + to_seconds(amount)
  WHEN 'minute' THEN moment + to_minutes(amount)
  WHEN 'hour' THEN moment + to_hours(amount)
  WHEN 'day' THEN moment + to_days(CAST(amount AS INTEGER))
  WHEN 'week' THEN moment + to_days(CAST(amount * 7 AS INTEGER))
  WHEN 'month' THEN moment + to_months(CAST(amount AS INTEGER))
  WHEN 'quarter' THEN moment + to_months(CAST(amount * 3 AS INTEGER))
  WHEN 'year' THEN moment + to_years(CAST(amount AS INTEGER)) END;
-- Trino counts whole elapsed units; DuckDB's own date_diff counts boundaries crossed.
CREATE MACRO date_diff(unit, earlier, later) AS system.main.date_sub(unit, earlier, later);

CREATE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern);
CREATE MACRO regexp_extract(text, pattern) AS
  CASE WHEN regexp_matches(text, pattern) THEN system.main.regexp_extract(text, pattern) END,
  (text, pattern, part) AS CASE WHEN regexp_matches(text, pattern) THEN system.main.regexp_extract(text, pattern, part) END;
CREATE MACRO regexp_replace(text, pattern) AS system.main.regexp_replace(text, pattern, '', 'g'),
  (text, pattern, replacement) AS system.main.regexp_replace(
    text, pattern, system.main.regexp_replace(replacement, '\$(\d)', '\\\1', 'g'), 'g');

-- Nothing begins at place 0; DuckDB's own takes it for the first.
CREATE MACRO substr(text, start) AS CASE WHEN start = 0 THEN left(text, 0) ELSE system.main.substr(text, start) END,
  (text, start, size) AS CASE WHEN start = 0 THEN left(text, 0) ELSE system.main.substr(text, start, size) END;

-- The row with the greatest key gives its value, NULL or not; DuckDB's own passes over rows whose value is NULL.
CREATE MACRO max_by(value, key) AS arg_max_null(value, key);
CREATE MACRO min_by(value, key) AS arg_min_null(value, key);
-- In the order of their first appearance; DuckDB's own has none.
CREATE MACRO array_distinct(list) AS list_filter(list, lambda item, place: list_position(list, item) = place);

CREATE MACRO element_at(list, place) AS list[place];
CREATE MACRO cardinality(list) AS len(list);
CREATE MACRO array_join(list, separator) AS array_to_string(list, separator);
CREATE MACRO split(text, separator) AS string_split(text, separator);
-- Beyond the last part there is nothing; DuckDB's own gives an empty text.
CREATE MACRO split_part(text, separator, place) AS string_split(text, separator)[place];
CREATE MACRO slice(list, start, length) AS array_slice(list, start, start + length - 1);
CREATE MACRO arrays_overlap(one, other) AS list_has_any(one, other);
CREATE MACRO contains(list, item) AS list_contains(list, item);

CREATE MACRO approx_distinct(item) AS approx_count_distinct(item);
CREATE MACRO approx_percentile(item, fraction) AS approx_quantile(item, fraction);

-- In Trino one NULL makes the whole NULL.
CREATE MACRO concat(a, b) AS a || b,
  (a, b, c) AS a || b || c,
  (a, b, c, d) AS a || b || c || d,
  (a, b, c, d, e) AS a || b || c || d || e,
  (a, b, c, d, e, f) AS a || b || c || d || e || f;
CREATE MACRO greatest(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE system.main.greatest(a, b) END,
  (a, b, c) AS CASE WHEN a IS NULL OR b IS NULL OR c IS NULL THEN NULL ELSE system.main.greatest(a, b, c) END,
  (a, b, c, d) AS CASE WHEN a IS NULL OR b IS NULL OR c IS NULL OR d IS NULL THEN NULL
    ELSE system.main.greatest(a, b, c, d) END;
CREATE MACRO least(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE system.main.least(a, b) END,
  (a, b, c) AS CASE WHEN a IS NULL OR b IS NULL OR c IS NULL THEN NULL ELSE system.main.least(a, b, c) END,
  (a, b, c, d) AS CASE WHEN a IS NULL OR b IS NULL OR c IS NULL OR d IS NULL THEN NULL
    ELSE system.main.least(a, b, c, d) END;
-- Joda's letters, those that intents may use: year, month, day, hour, minute, second, day name. Minutes go first, since
-- the mark for a month ends in the letter for minutes; quotes only enclose letters that stand for themselves.
CREATE MACRO format_datetime(moment, format) AS strftime(moment,
  replace(replace(replace(replace(replace(replace(replace(replace(format,
    'mm', '%M'), 'yyyy', '%Y'), 'MM', '%m'), 'dd', '%d'), 'HH', '%H'), 'ss', '%S'), 'EEE', '%a'), '''', ''));
