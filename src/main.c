/* SPDX-License-Identifier: Apache-2.0 */
int
main (int argc, char **argv)
{
  return 0;
}
