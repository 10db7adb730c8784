/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-event-draft.h"
#include "hlc-operation-draft.h"
#include "hlc-request-draft.h"

G_BEGIN_DECLS

/** The largest text that is read. Bytes. */
#define HLC_IMPORT_MAX_SIZE (16 * 1024 * 1024)
/** The most operations, events and requests in it. */
#define HLC_IMPORT_MAX_ITEMS 1000

/** HlcImportFormat: what a text is. */
typedef enum
{
  HLC_IMPORT_JSON,
  HLC_IMPORT_HAR,
  HLC_IMPORT_CURL,
} HlcImportFormat;

/** HlcImportType: what an item is to become. */
typedef enum
{
  HLC_IMPORT_OPERATION, /* is to be created */
  HLC_IMPORT_EVENT,     /* is to be sent to a handler */
  HLC_IMPORT_REQUEST,   /* is to be sent as it is */
} HlcImportType;

/**
 * HlcImportItem:
 * @title: one line for people, with deceptive characters made visible
 * @source: where it stands, "item 3"; "" where there is one thing only
 * @operation: (nullable): of an operation, and of an event that carries one, then without its outcome
 * @event: (nullable): of an event
 * @request: (nullable): how it was sent, where that is known; of a request always
 */
typedef struct
{
  HlcImportType type;
  char *title;
  char *source;
  HlcOperationDraft *operation;
  HlcEventDraft *event;
  HlcRequestDraft *request;
} HlcImportItem;

/** HlcImportOmission: what was not understood, and why. */
typedef struct
{
  char *source;
  char *reason;
} HlcImportOmission;

/**
 * HlcImport:
 * @items: (element-type HlcImportItem): at least one
 * @omissions: (element-type HlcImportOmission)
 * @sentence: says what was understood, for people
 *
 * What a text that was dropped or pasted is. Plain data.
 */
typedef struct
{
  HlcImportFormat format;
  GPtrArray *items;
  GPtrArray *omissions;
  char *sentence;
} HlcImport;

HlcImport *hlc_import_read (GBytes *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_import_free (HlcImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcImport, hlc_import_free)

G_END_DECLS
