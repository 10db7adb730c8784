/* SPDX-License-Identifier: Apache-2.0 */
#include "dispatcher-fixture.h"

#include <string.h>

#include "hlc-signature-check.h"

void
add_endpoint_at (DispatcherFixture *fixture, const char *endpoint_id, RawServer *handler)
{
  g_autoptr (HlcEndpoint) added = add_endpoint (&fixture->base, endpoint_id);
  g_autoptr (HlcEndpoint) moved = hlc_endpoint_copy (added);
  g_autoptr (HlcEndpoint) updated = NULL;
  g_autoptr (HlcSigningSecret) secret = NULL;

  g_free (moved->url);
  moved->url = raw_server_dup_url (handler, "/webhook");
  updated = update_endpoint (&fixture->base, moved);
  secret = hlc_endpoint_vault_put (HLC_ENDPOINT_VAULT (fixture->vault), endpoint_id, SECRET, NULL);
}

static void
make_dispatcher (DispatcherFixture *fixture)
{
  fixture->dispatcher = hlc_dispatcher_new (fixture->base.store, HLC_ENDPOINT_VAULT (fixture->vault),
                                            fixture->base.clock, "console_of_this_test");
  /* What hangs hangs until the test is over. */
  hlc_dispatcher_set_deadline (fixture->dispatcher, G_TIME_SPAN_HOUR);
}

/* What was given to the store or a worker thread comes back, to nobody. */
static gboolean
is_alone (gpointer user_data)
{
  return G_OBJECT (user_data)->ref_count == 1;
}

static void
drop_dispatcher (DispatcherFixture *fixture)
{
  hlc_dispatcher_stop (fixture->dispatcher);
  g_assert_cmpuint (hlc_dispatcher_get_n_under_way (fixture->dispatcher), ==, 0);
  raw_run_until (is_alone, fixture->dispatcher);
  g_assert_finalize_object (g_steal_pointer (&fixture->dispatcher));
}

void
dispatcher_set_up (DispatcherFixture *fixture, gconstpointer user_data)
{
  store_fixture_set_up (&fixture->base, NULL);
  fixture->vault = fake_vault_new ();
  fixture->handler = raw_server_new ();
  make_dispatcher (fixture);
  add_endpoint_at (fixture, "ep_a", fixture->handler);
}

void
dispatcher_tear_down (DispatcherFixture *fixture, gconstpointer user_data)
{
  drop_dispatcher (fixture);
  raw_server_free (fixture->handler);
  g_assert_finalize_object (fixture->vault);
  store_fixture_tear_down (&fixture->base, NULL);
}

/* As after a crash: nothing but the database and the vault is left. */
void
dispatcher_restart (DispatcherFixture *fixture)
{
  drop_dispatcher (fixture);
  store_fixture_reopen (&fixture->base);
  make_dispatcher (fixture);
}

typedef struct
{
  RawServer *server;
  guint n_requests;
} Requests;

static gboolean
has_requests (gpointer user_data)
{
  const Requests *expected = user_data;

  return raw_server_get_n_requests (expected->server) >= expected->n_requests;
}

void
wait_for_requests (RawServer *server, guint n_requests)
{
  Requests expected = { server, n_requests };

  raw_run_until (has_requests, &expected);
  g_assert_cmpuint (raw_server_get_n_requests (server), ==, n_requests);
}

typedef struct
{
  DispatcherFixture *fixture;
  const char *query;
  gint64 number;
} Number;

static gboolean
is_number (gpointer user_data)
{
  const Number *expected = user_data;

  return read_number (&expected->fixture->base, expected->query) == expected->number;
}

/* Until the database says so: what is committed is told to the main context afterwards. */
void
wait_for_number (DispatcherFixture *fixture, const char *query, gint64 number)
{
  Number expected = { fixture, query, number };

  raw_run_until (is_number, &expected);
}

static gboolean
is_at_rest (gpointer user_data)
{
  return hlc_dispatcher_get_n_under_way (user_data) == 0;
}

/* Until all that is under way is recorded. */
void
wait_for_rest (DispatcherFixture *fixture)
{
  raw_run_until (is_at_rest, fixture->dispatcher);
}

/* Gives the dispatcher all the time that it needs to do what it must not do. */
void
let_it_look (DispatcherFixture *fixture)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (HlcOutbox) outbox = NULL;

      hlc_dispatcher_wake (fixture->dispatcher);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      outbox = look_at_outbox (&fixture->base, 100, NULL);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
advance (DispatcherFixture *fixture, gint64 microseconds)
{
  hlc_clock_set_now (fixture->base.clock, hlc_clock_get_now (fixture->base.clock) + microseconds);
  hlc_dispatcher_wake (fixture->dispatcher);
}

void
approve_calls (DispatcherFixture *fixture, const char *prefix, guint n_calls)
{
  for (guint i = 0; i < n_calls; i++)
    {
      g_autofree char *call_id = g_strdup_printf ("%s%u", prefix, i);

      approve_call (&fixture->base, call_id);
    }
}

static HlcHeaderList *
parse_headers (const char *request)
{
  g_auto (GStrv) lines = g_strsplit (request, "\r\n", -1);
  HlcHeaderList *headers = hlc_header_list_new ();

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ": ", 2);

      hlc_header_list_append (headers, parts[0], parts[1]);
    }

  return headers;
}

char *
dup_header (RawServer *server, guint index, const char *name)
{
  g_autoptr (HlcHeaderList) headers = parse_headers (raw_server_get_request (server, index));

  return g_strdup (hlc_header_list_lookup (headers, name));
}

/* As a receiver does it, at the time of now. */
gboolean
verifies (DispatcherFixture *fixture, RawServer *server, guint index, const char *secret_text)
{
  const char *request = raw_server_get_request (server, index);
  g_autoptr (HlcHeaderList) headers = parse_headers (request);
  const char *body = raw_answer_get_body (request);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
  g_autoptr (HlcSignatureCheck) check = NULL;

  g_ptr_array_add (secrets, hlc_signing_secret_new ("handler", secret_text));
  check = hlc_signature_check_new (headers, bytes, secrets, NULL, hlc_clock_get_now (fixture->base.clock));

  return check->verdict == HLC_VERDICT_VERIFIED;
}
