/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-header-list.h"
#include "hlc-json-writer.h"

G_BEGIN_DECLS

/** What stands in an object for a value that is secret. */
#define HLC_JSON_MASK "***"

/* Whole members of the object that a writer is in: name and value. */
void hlc_json_member_text (HlcJsonWriter *writer, const char *name, const char *text);
void hlc_json_member_time (HlcJsonWriter *writer, const char *name, gint64 time);
void hlc_json_member_int (HlcJsonWriter *writer, const char *name, gint64 number);
void hlc_json_member_known_int (HlcJsonWriter *writer, const char *name, gint64 number);
void hlc_json_member_boolean (HlcJsonWriter *writer, const char *name, gboolean value);
void hlc_json_member_body (HlcJsonWriter *writer, const char *name, GBytes *body);
void hlc_json_member_headers (HlcJsonWriter *writer,
                              const char *name,
                              HlcHeaderList *headers,
                              gboolean (*is_secret) (const char *name));

G_END_DECLS
