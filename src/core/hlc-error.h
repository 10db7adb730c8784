/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HlcError:
 * @HLC_ERROR_SYNTAX: a text is not what its grammar allows
 * @HLC_ERROR_TOO_DEEP: a JSON text nests deeper than we accept
 * @HLC_ERROR_ENCODING: a text is not UTF-8
 * @HLC_ERROR_DUPLICATE_NAME: an object that we read repeats a member name
 * @HLC_ERROR_SHAPE: a well-formed text lacks a member, or has one of the wrong type
 * @HLC_ERROR_NOT_FOUND: nothing has that id
 * @HLC_ERROR_CONFLICT: what was asked contradicts what is stored
 * @HLC_ERROR_STORE: the database refused; nothing was written
 * @HLC_ERROR_UNHEALTHY: the database cannot promise durability now; try again later
 * @HLC_ERROR_LOCKED: another process owns the data directory
 * @HLC_ERROR_ADDRESS: a port cannot be listened on
 * @HLC_ERROR_ARGUMENT: a value given by the user is not usable
 *
 * The errors of the core library. Every message says what was being done to what, and what to do.
 */
typedef enum
{
  HLC_ERROR_SYNTAX,
  HLC_ERROR_TOO_DEEP,
  HLC_ERROR_ENCODING,
  HLC_ERROR_DUPLICATE_NAME,
  HLC_ERROR_SHAPE,
  HLC_ERROR_NOT_FOUND,
  HLC_ERROR_CONFLICT,
  HLC_ERROR_STORE,
  HLC_ERROR_UNHEALTHY,
  HLC_ERROR_LOCKED,
  HLC_ERROR_ADDRESS,
  HLC_ERROR_ARGUMENT,
} HlcError;

#define HLC_ERROR (hlc_error_quark ())
GQuark hlc_error_quark (void);

G_END_DECLS
