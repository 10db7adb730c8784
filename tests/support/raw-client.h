/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * An HTTP client that sends what it is told, byte for byte, however wrong. It runs the thread-default main context while
 * it waits, so that a server in the same thread can answer. Waiting for ever fails the test.
 */
typedef struct _RawClient RawClient;

RawClient *raw_client_new (guint16 port) G_GNUC_WARN_UNUSED_RESULT;
void raw_client_free (RawClient *self);
gboolean raw_client_send (RawClient *self, const char *bytes, gssize length);
gboolean raw_client_wait_for (RawClient *self, const char *text);
const char *raw_client_read_to_end (RawClient *self);

char *raw_exchange (guint16 port, const char *request) G_GNUC_WARN_UNUSED_RESULT;
guint raw_answer_get_status (const char *answer);
const char *raw_answer_get_body (const char *answer);
void raw_assert_json_error (const char *answer, guint status, const char *code);
void raw_run_until (gboolean (*is_done) (gpointer user_data), gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawClient, raw_client_free)

G_END_DECLS
