/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-id-scheme.h"

#include <string.h>

static const struct
{
  const char *scheme;
  const char *complaint; /* (nullable): stands in the error */
} SCHEMES[] = {
  { "order-{n}", NULL }, { "{n}", NULL },           { "a {n} b é", NULL },  { "", "empty" },
  { "order", "no {n}" }, { "order-{N}", "no {n}" }, { "{n}-{n}", "twice" }, { "\xff{n}", "UTF-8" },
};

static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (SCHEMES); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean ok = hlc_id_scheme_check (SCHEMES[i].scheme, &error);

      g_assert_cmpint (ok, ==, SCHEMES[i].complaint == NULL);
      if (ok)
        continue;
      g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
      g_assert_nonnull (strstr (error->message, SCHEMES[i].complaint));
    }
}

static const struct
{
  const char *scheme;
  const char *id;
  gint64 number; /* 0: it does not follow the scheme */
} NUMBERS[] = {
  { "order-{n}", "order-1", 1 },
  { "order-{n}", "order-42", 42 },
  { "order-{n}", "order-9223372036854775807", G_MAXINT64 },
  { "order-{n}", "order-9223372036854775808", 0 },
  { "order-{n}", "order-", 0 },
  { "order-{n}", "order-0", 0 },
  { "order-{n}", "order-07", 0 },
  { "order-{n}", "order--1", 0 },
  { "order-{n}", "order-+1", 0 },
  { "order-{n}", "order-1 ", 0 },
  { "order-{n}", "order-x", 0 },
  { "order-{n}", "Order-1", 0 },
  { "order-{n}", "my order-1", 0 },
  { "a{n}b", "a5b", 5 },
  { "a{n}b", "ab", 0 },
  { "a{n}a", "a", 0 },
  { "{n}", "17", 17 },
};

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (NUMBERS); i++)
    {
      gint64 number = -1;
      gboolean follows = hlc_id_scheme_parse (NUMBERS[i].scheme, NUMBERS[i].id, &number);

      g_test_message ("%s %s", NUMBERS[i].scheme, NUMBERS[i].id);
      g_assert_cmpint (follows, ==, NUMBERS[i].number > 0);
      if (follows)
        {
          g_autofree char *id = hlc_id_scheme_format (NUMBERS[i].scheme, number);

          g_assert_cmpint (number, ==, NUMBERS[i].number);
          g_assert_cmpstr (id, ==, NUMBERS[i].id);
        }
    }
}

static const struct
{
  const char *used[6];
  gint64 next;
} NEXT[] = {
  { { NULL }, 1 },
  { { "order-1", "order-2" }, 3 },
  { { "order-9", "order-10", "order-2" }, 11 },
  { { "call_x", "order-x", "order-007" }, 1 },
  { { "order-9223372036854775806" }, G_MAXINT64 },
  { { "order-9223372036854775807" }, 0 },
};

static void
test_next (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (NEXT); i++)
    g_assert_cmpint (hlc_id_scheme_next ("order-{n}", NEXT[i].used), ==, NEXT[i].next);
  g_assert_cmpint (hlc_id_scheme_next ("order-{n}", NULL), ==, 1);
}

static const struct
{
  HlcIdKind kind;
  const char *typed;
  const char *id; /* (nullable): of an error */
  int code;
} CHOICES[] = {
  { HLC_ID_EXTERNAL, "toolu_01", "toolu_01", 0 },     { HLC_ID_EXTERNAL, "taken", NULL, HLC_ERROR_CONFLICT },
  { HLC_ID_EXTERNAL, "", NULL, HLC_ERROR_ARGUMENT },  { HLC_ID_EXTERNAL, NULL, NULL, HLC_ERROR_ARGUMENT },
  { HLC_ID_SCHEME, "order-{n}", "order-3", 0 },       { HLC_ID_SCHEME, "job-{n}", "job-1", 0 },
  { HLC_ID_SCHEME, "job", NULL, HLC_ERROR_ARGUMENT }, { HLC_ID_SCHEME, "full-{n}", NULL, HLC_ERROR_CONFLICT },
};

static void
test_choose (void)
{
  static const char *const USED[] = { "taken", "order-2", "full-9223372036854775807", NULL };
  g_autofree char *one = hlc_id_choose (HLC_ID_MADE, NULL, USED, NULL);
  g_autofree char *other = hlc_id_choose (HLC_ID_MADE, "ignored", USED, NULL);

  g_assert_true (g_str_has_prefix (one, "call_"));
  g_assert_cmpstr (one, !=, other);

  for (guint i = 0; i < G_N_ELEMENTS (CHOICES); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = hlc_id_choose (CHOICES[i].kind, CHOICES[i].typed, USED, &error);

      g_assert_cmpstr (id, ==, CHOICES[i].id);
      if (id == NULL)
        g_assert_error (error, HLC_ERROR, CHOICES[i].code);
    }
}

/* The error names the id. */
static void
test_unique (void)
{
  static const struct
  {
    const char *ids[4];
    const char *named; /* (nullable) */
  } CASES[] = {
    { { NULL }, NULL },
    { { "a", "b" }, NULL },
    { { "a", "b", "a" }, "“a”" },
    { { "b", "used" }, "“used”" },
    { { "x\xe2\x80\xae", "x\xe2\x80\xae" }, "\\u{202E}" },
  };
  static const char *const USED[] = { "used", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean ok = hlc_id_check_unique (CASES[i].ids, USED, &error);

      g_assert_cmpint (ok, ==, CASES[i].named == NULL);
      if (ok)
        continue;
      g_assert_error (error, HLC_ERROR, HLC_ERROR_CONFLICT);
      g_assert_nonnull (strstr (error->message, CASES[i].named));
    }
}

static void
test_long (void)
{
  g_autofree char *id = g_strnfill (HLC_ID_MAX_LENGTH, 'x');
  g_autofree char *longer = g_strnfill (HLC_ID_MAX_LENGTH + 1, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (hlc_id_check (id, NULL));
  g_assert_false (hlc_id_check (longer, &error));
  g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
}

static void
test_explained (void)
{
  for (guint kind = HLC_ID_MADE; kind <= HLC_ID_SCHEME; kind++)
    g_assert_cmpuint (strlen (hlc_id_kind_explain (kind)), >, 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id-scheme/check", test_check);
  g_test_add_func ("/id-scheme/numbers", test_numbers);
  g_test_add_func ("/id-scheme/next", test_next);
  g_test_add_func ("/id-scheme/choose", test_choose);
  g_test_add_func ("/id-scheme/unique", test_unique);
  g_test_add_func ("/id-scheme/long", test_long);
  g_test_add_func ("/id-scheme/explained", test_explained);

  return g_test_run ();
}
