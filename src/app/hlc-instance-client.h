/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-command-line.h"
#include "hlc-instance.h"
#include "hlc-json-document.h"

G_BEGIN_DECLS

/*
 * How the command line asks the running console. Every function blocks; it is for a process that does nothing else.
 */
HlcExit hlc_instance_client_get (const char *data_dir, const char *path, GBytes **answer, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
HlcExit hlc_instance_client_send (const char *data_dir,
                                  const char *method,
                                  const char *path,
                                  GBytes *body,
                                  GBytes **answer,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcExit hlc_instance_client_open (const char *data_dir,
                                  const char *path,
                                  GInputStream **stream,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_instance_client_append_query (GString *path, const char *name, const char *value);

G_END_DECLS
