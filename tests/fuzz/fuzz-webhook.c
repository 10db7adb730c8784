/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "hlc-delivery.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define NOW (G_GINT64_CONSTANT (1614265330) * G_USEC_PER_SEC)

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize size);

static void
append_header (HlcHeaderList *headers, const char *line, gsize length)
{
  g_autofree char *name = g_strndup (line, length);
  char *colon = strchr (name, ':');

  if (colon == NULL)
    return;

  *colon = '\0';
  hlc_header_list_append (headers, name, g_strchug (colon + 1));
}

/* Lines of headers, an empty line, and the rest is the body. */
static HlcDelivery *
read_request (const char *text, gsize size)
{
  HlcDelivery *delivery = hlc_delivery_new ();
  const char *end = text + size;

  delivery->headers = hlc_header_list_new ();
  while (text < end)
    {
      const char *newline = memchr (text, '\n', (gsize) (end - text));
      gsize length = newline != NULL ? (gsize) (newline - text) : (gsize) (end - text);

      append_header (delivery->headers, text, length);
      text += newline != NULL ? length + 1 : length;
      if (length == 0)
        break;
    }
  delivery->body = g_bytes_new (text, (gsize) (end - text));

  return delivery;
}

static void
check_invariants (HlcDelivery *delivery)
{
  g_autofree char *detail = NULL;

  g_assert_true (delivery->http_status == 200 || delivery->error != NULL);
  g_assert_true (delivery->detail != NULL && g_utf8_validate (delivery->detail, -1, NULL));
  g_assert_true (delivery->event_type == NULL || g_utf8_validate (delivery->event_type, -1, NULL));
  if (delivery->operation == NULL)
    return;

  g_assert_true (delivery->http_status == 200 && delivery->verdict != HLC_VERDICT_FAILED);
  g_assert_true (g_utf8_validate (delivery->operation->title, -1, NULL));
  g_assert_cmpint (hlc_operation_merge (delivery->operation, delivery->operation, &detail), ==,
                   HLC_MERGE_REPEAT);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize size)
{
  g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_new ("fuzz", SECRET);
  g_autoptr (GPtrArray) secrets = g_ptr_array_new ();
  g_autoptr (HlcDelivery) guarded = read_request ((const char *) bytes, size);
  g_autoptr (HlcDelivery) open = read_request ((const char *) bytes, size);
  g_autoptr (GBytes) json = hlc_header_list_to_json (open->headers);
  g_autoptr (HlcHeaderList) headers = hlc_header_list_from_json (json);

  g_ptr_array_add (secrets, secret);
  hlc_delivery_assess (guarded, secrets, secrets, NOW);
  hlc_delivery_assess (open, NULL, NULL, NOW);

  check_invariants (guarded);
  check_invariants (open);
  g_assert_cmpuint (hlc_header_list_get_length (headers), ==, hlc_header_list_get_length (open->headers));

  return 0;
}
