/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"
#include "hlc-json-writer.h"

G_BEGIN_DECLS

/*
 * Members of received objects, carried from one text to another byte for byte. Any thread.
 */
GBytes *hlc_json_members_dup_others (HlcJsonValue object, const char *const *known) G_GNUC_WARN_UNUSED_RESULT;
void hlc_json_members_write (HlcJsonWriter *writer, GBytes *members);
void hlc_json_members_write_value (HlcJsonWriter *writer, const char *name, HlcJsonValue value);
GBytes *hlc_json_members_drop (GBytes *text, const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
