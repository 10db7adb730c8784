/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-endpoint.h"

G_BEGIN_DECLS

/* What is asked before something is done to an endpoint: message dialogs, whose response is the verb. */
GtkWidget *hlc_endpoint_question_new_remove (HlcEndpoint *endpoint) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *hlc_endpoint_question_new_rotate (void) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_endpoint_question_dup_secret (GtkWidget *question) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
