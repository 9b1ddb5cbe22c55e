/**
 * Functions that an intent may call: Trino has them, and DuckDB has them, by itself or through its prelude.
 * https://trino.io/docs/current/functions.html
 */
export const PORTABLE_FUNCTIONS: ReadonlySet<string> = new Set(
  `abs approx_distinct approx_percentile arbitrary array_agg array_distinct array_join arrays_overlap avg bool_and bool_or
  cardinality cast ceil coalesce concat concat_ws contains count count_if date_add date_diff date_trunc dense_rank element_at
  filter first_value floor format_datetime from_iso8601_timestamp greatest json_extract json_extract_scalar lag last_value lead
  least length lower lpad ltrim max max_by min min_by mod nullif rank regexp_extract regexp_like regexp_replace replace reverse
  round row_number rpad rtrim slice split split_part strpos substr sum trim try try_cast upper`.split(/\s+/),
);

/** Words that are no function although a parenthesis may follow. */
export const WORDS_BEFORE_PARENTHESIS: ReadonlySet<string> = new Set(
  `all and any as between by case distinct else except exists filter from having in intersect join not on or order over
  partition select then union unnest using values varchar when where with`.split(/\s+/),
);

/** Words that belong to statements, or to one engine's dialect, and never to an intent. */
export const STATEMENT_WORDS: ReadonlySet<string> = new Set(
  `alter analyze attach begin call checkpoint comment commit copy create deallocate delete describe detach drop execute explain
  export grant import information_schema insert install into lateral load match_recognize merge pivot pragma prepare qualify
  recursive refresh rename reset revoke rollback set show summarize table tablesample truncate unload unpivot update use vacuum`.split(
    /\s+/,
  ),
);

/** Words that begin another part of a SELECT. */
export const CLAUSE_WORDS: ReadonlySet<string> = new Set(
  "select from where group having order on union intersect except window".split(" "),
);

/** The columns of the relation that are numbers. */
export const NUMBER_COLUMNS: ReadonlySet<string> = new Set(["failed", "denied"]);

/** The text columns of the relation: all others. */
export const RELATION_COLUMNS: ReadonlySet<string> = new Set(
  `eventid sharedeventid requestid eventtime eventname eventsource eventtype eventcategory eventversion awsregion readonly errorcode
  errormessage useragent sourceipaddress vpcendpointid recipientaccountid sessioncredentialfromconsole user_type user_name
  user_arn user_principal user_account access_key_id invoked_by issuer_type issuer_name issuer_arn issuer_account mfa
  source_identity on_behalf_of ec2_role_delivery requestparameters responseelements additionaleventdata serviceeventdetails
  resource_arns actor actor_kind via hidden searchtext day`.split(/\s+/),
);
