/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

#include "hlc-console.h"
#include "hlc-endpoint.h"
#include "hlc-message.h"

G_BEGIN_DECLS

void hlc_curl_copy (GtkWidget *widget,
                    HlcConsole *console,
                    HlcMessage *message,
                    HlcEndpoint *endpoint,
                    const char *url);

G_END_DECLS
