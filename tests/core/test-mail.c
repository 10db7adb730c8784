/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-mail.h"

#include <string.h>

#include "hlc-mail-text.h"

/* 2025-06-01 10:00:00 UTC, a Sunday. */
#define DATE (G_GINT64_CONSTANT (1748772000) * G_USEC_PER_SEC)

#define HEADERS(from, to, subject)                                                                           \
  "From: " from "\r\nTo: " to "\r\nSubject: " subject "\r\nMessage-ID: <1@b.c>\r\n"                          \
  "Date: Sun, 1 Jun 2025 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"                                            \
  "Content-Type: text/plain; charset=utf-8\r\n"
#define PLAIN "Content-Transfer-Encoding: 7bit\r\n\r\n"
#define QUOTED "Content-Transfer-Encoding: quoted-printable\r\n\r\n"

static const struct
{
  const char *from;
  const char *to;
  const char *subject;
  const char *body;
  const char *raw; /* (nullable): of an error */
  const char *field;
} CASES[] = {
  { "a@b.c", "d@e.f", "Hello", "One\nTwo\n", HEADERS ("a@b.c", "d@e.f", "Hello") PLAIN "One\r\nTwo\r\n",
    NULL },
  { "a@b.c", "d@e.f", NULL, NULL, HEADERS ("a@b.c", "d@e.f", "") PLAIN, NULL },
  { "A User <a@b.c>", " <d@e.f> ", "x", "y", HEADERS ("A User <a@b.c>", "d@e.f", "x") PLAIN "y\r\n", NULL },
  { "\"User, A\" <a@b.c>", "d@e.f", "x", "y", HEADERS ("\"User, A\" <a@b.c>", "d@e.f", "x") PLAIN "y\r\n",
    NULL },
  { "Dr. \"X\" <a@b.c>", "d@e.f", "x", "y", HEADERS ("\"Dr. \\\"X\\\"\" <a@b.c>", "d@e.f", "x") PLAIN "y\r\n",
    NULL },
  { "Zo\xc3\xab <a@b.c>", "d@e.f",
    "Gr\xc3\xbc\xc3\x9f"
    "e",
    "h\xc3\xa9=\n.",
    HEADERS ("=?utf-8?B?Wm/Dqw==?= <a@b.c>", "d@e.f", "=?utf-8?B?R3LDvMOfZQ==?=") QUOTED
    "h=C3=A9=3D\r\n.\r\n",
    NULL },
  { "a@b.c", "d@e.f", "=?utf-8?Q?not one?=", "",
    HEADERS ("a@b.c", "d@e.f", "=?utf-8?B?PT91dGYtOD9RP25vdCBvbmU/PQ==?=") PLAIN, NULL },
  { "a@b.c", "d@e.f", "x", "tab \t\r\nline\rlast ",
    HEADERS ("a@b.c", "d@e.f", "x") PLAIN "tab \t\r\nline\r\nlast \r\n", NULL },
  /* Nothing that is typed begins another header. */
  { "a@b.c", "d@e.f", "x\r\nBcc: z@z.z", "", NULL, "subject" },
  { "a@b.c", "d@e.f", "x\nBcc: z@z.z", "", NULL, "subject" },
  { "a@b.c", "d@e.f", "x\rBcc: z@z.z", "", NULL, "subject" },
  { "a@b.c", "d@e.f", "x\x01", "", NULL, "subject" },
  { "a@b.c", "d@e.f", "x\xc2\x85y", "", NULL, "subject" },
  { "a@b.c", "d@e.f", "x\xe2\x80\xa8y", "", NULL, "subject" },
  { "a@b.c", "d@e.f", "\xff", "", NULL, "subject" },
  { "a@b.c\r\nBcc: z@z.z", "d@e.f", "x", "", NULL, "from" },
  { "A\nBcc: z@z.z <a@b.c>", "d@e.f", "x", "", NULL, "from" },
  { "a@b.c", "d@e.f\nBcc: z@z.z", "x", "", NULL, "to" },
  { "a@b.c", "d@e.f, g@h.i", "x", "", NULL, "to" },
  { "a@b.c", "d@e.f", "x", "\xff", NULL, "body" },
  { "", "d@e.f", "x", "", NULL, "from" },
  { NULL, "d@e.f", "x", "", NULL, "from" },
  { "a@b.c", "nobody", "x", "", NULL, "to" },
};

static void
test_compose (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      const HlcMail mail = { CASES[i].from, CASES[i].to, CASES[i].subject, CASES[i].body, "<1@b.c>",
                             NULL,          DATE };
      g_autoptr (GError) error = NULL;
      const char *field = NULL;
      g_autofree char *raw = hlc_mail_compose (&mail, &field, &error);

      g_test_message ("case %u", i);
      g_assert_cmpstr (raw, ==, CASES[i].raw);
      g_assert_cmpstr (field, ==, CASES[i].field);
      if (raw == NULL)
        g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
    }
}

static void
test_references (void)
{
  HlcMail mail = { "a@b.c", "d@e.f", "Re: x", "y", "<2@b.c>", "<1@b.c>", DATE };
  g_autofree char *raw = hlc_mail_compose (&mail, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *wrong = NULL;
  const char *field = NULL;

  g_assert_nonnull (strstr (raw, "\r\nIn-Reply-To: <1@b.c>\r\nReferences: <1@b.c>\r\n"));

  mail.in_reply_to = "<1@b.c>\r\nBcc: z@z.z";
  wrong = hlc_mail_compose (&mail, &field, &error);
  g_assert_null (wrong);
  g_assert_cmpstr (field, ==, "in_reply_to");
}

static const struct
{
  const char *typed;
  const char *name;
  const char *address; /* (nullable): of an error */
} ADDRESSES[] = {
  { "user@example.com", NULL, "user@example.com" },
  { " user+tag@example.com ", NULL, "user+tag@example.com" },
  { "A <a@b.c>", "A", "a@b.c" },
  { "\"a \\\\ \\\"b\\\"\" <a@b.c>", "a \\ \"b\"", "a@b.c" },
  { "<a@b.c>", NULL, "a@b.c" },
  { "a@localhost", NULL, "a@localhost" },
  { "a@b@c", NULL, NULL },
  { "@b.c", NULL, NULL },
  { "a@", NULL, NULL },
  { "a b@c.d", NULL, NULL },
  { "a@b..c", NULL, NULL },
  { ".a@b.c", NULL, NULL },
  { "a@b.c.", NULL, NULL },
  { "A <a@b.c> x", NULL, NULL },
  { "\xc3\xa9@b.c", NULL, NULL },
  { "<>", NULL, NULL },
  { "", NULL, NULL },
};

static void
test_addresses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ADDRESSES); i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *address = NULL;
      g_autoptr (GError) error = NULL;
      gboolean ok = hlc_mail_parse_address (ADDRESSES[i].typed, &name, &address, &error);

      g_test_message ("%s", ADDRESSES[i].typed);
      g_assert_cmpint (ok, ==, ADDRESSES[i].address != NULL);
      g_assert_cmpstr (address, ==, ADDRESSES[i].address);
      g_assert_cmpstr (name, ==, ADDRESSES[i].name);
      if (!ok)
        g_assert_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT);
    }
}

/* RFC 5322, section 2.1.1, and RFC 2047, section 2: no line is too long, and none is cut within a character. */
static void
test_long_lines (void)
{
  static const char *const UNITS[] = { "x", "word ", "\xc3\xa9", "\xf0\x9f\x98\x80", "a\xe2\x82\xac", "=" };

  for (guint i = 0; i < G_N_ELEMENTS (UNITS); i++)
    for (guint n = 1; n < 600; n += 37)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_auto (GStrv) lines = NULL;
        g_autofree char *raw = NULL;
        HlcMail mail = { "a@b.c", "d@e.f", NULL, NULL, "<1@b.c>", NULL, DATE };
        gboolean is_one_word = i == 0 || i == 5;

        for (guint j = 0; j < n; j++)
          g_string_append (text, UNITS[i]);
        g_string_append_c (text, '.');
        mail.subject = text->str;
        mail.body = text->str;
        raw = hlc_mail_compose (&mail, NULL, NULL);
        g_assert_true (g_str_is_ascii (raw));

        lines = g_strsplit (raw, "\r\n", -1);
        for (guint j = 0; lines[j] != NULL; j++)
          {
            gboolean is_encoded = strstr (lines[j], "=?utf-8?") != NULL;

            g_assert_null (strpbrk (lines[j], "\r\n"));
            g_assert_cmpuint (strlen (lines[j]), <=, is_encoded ? 76 : is_one_word || j > 8 ? 998 + 78 : 78);
          }
      }
}

static void
test_message_ids (void)
{
  static const char *const WRONG[] = { "",       "<>",       "1@b.c",     "<1>",
                                       "<1@b.c", "<1@b.c> ", "<a b@c.d>", "<1@b.c>\n" };

  g_assert_true (hlc_mail_check_message_id ("<1a.2b@b.c>", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++)
    g_assert_false (hlc_mail_check_message_id (WRONG[i], NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mail/compose", test_compose);
  g_test_add_func ("/mail/references", test_references);
  g_test_add_func ("/mail/addresses", test_addresses);
  g_test_add_func ("/mail/long-lines", test_long_lines);
  g_test_add_func ("/mail/message-ids", test_message_ids);

  return g_test_run ();
}
