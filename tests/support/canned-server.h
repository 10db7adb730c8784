/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * An HTTP server that answers with the bytes that it was given, however wrong, in threads of its own. One answer for
 * each request, in order; the last one again and again. With CANNED_HOLD the connection stays open after the answer,
 * with CANNED_DRIP one more byte comes every few milliseconds, until the client leaves.
 */
typedef struct _CannedServer CannedServer;

typedef enum
{
  CANNED_CLOSE,
  CANNED_HOLD,
  CANNED_DRIP,
} CannedEnd;

CannedServer *canned_server_new (void) G_GNUC_WARN_UNUSED_RESULT;
void canned_server_free (CannedServer *self);
guint16 canned_server_get_port (CannedServer *self);
char *canned_server_dup_url (CannedServer *self) G_GNUC_WARN_UNUSED_RESULT;
void canned_server_push (CannedServer *self, const char *answer, CannedEnd end);
void canned_server_push_json (CannedServer *self, guint status, const char *json);
guint canned_server_get_n_requests (CannedServer *self);
char *canned_server_dup_request (CannedServer *self, guint index) G_GNUC_WARN_UNUSED_RESULT;

guint16 find_closed_port (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CannedServer, canned_server_free)

G_END_DECLS
