/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-console.h"

G_BEGIN_DECLS

/** Exit statuses of every subcommand. */
typedef enum
{
  HLC_EXIT_DONE = 0,
  HLC_EXIT_FAILED = 1,
  HLC_EXIT_USAGE = 2,
  HLC_EXIT_NO_INSTANCE = 3,
} HlcExit;

/** What opening the window returns where there is no display to open it on. */
#define HLC_NO_DISPLAY (-1)

/**
 * HlcOpenWindow:
 *
 * How the window is opened, given by main() so that this room need not know of it. Runs until the window's
 * application ends.
 *
 * Returns: the exit status, or %HLC_NO_DISPLAY, when nothing was done
 */
typedef int (*HlcOpenWindow) (const HlcConsoleOptions *options, int argc, char **argv);

int hlc_command_line_run (int argc, char **argv, HlcOpenWindow open_window);

G_END_DECLS
