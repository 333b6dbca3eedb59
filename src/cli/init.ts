import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { configTemplate, isAddress } from "../config/template.ts";
import { ExitStatus, TrackerError } from "../errors.ts";
import { ARCHIVE_FORMATS, type ArchiveFormat } from "../model/config.ts";
import type { AddCommand } from "./command.ts";
import { CONFIG_NAME } from "./environment.ts";
import { choice, listName } from "./options.ts";

interface InitOptions {
  readonly list?: string;
  readonly archive?: string;
  readonly format: ArchiveFormat;
}

/** `init [FILE] [--list NAME]`: a commented configuration to start from; never overwrites one. */
export const addInit: AddCommand = (program, face) => {
  program
    .command("init")
    .description("write a commented configuration, for your list or for linuxppc-dev and amd-gfx")
    .argument("[file]", "where to write it", CONFIG_NAME)
    .option("--list <name>", "name this list alone; without --archive, as lore has it", listName)
    .option("--archive <place>", "where its mails are: an address, or a file or folder")
    .addOption(choice("--format <form>", "form of that archive", ARCHIVE_FORMATS, "auto"))
    .action((file: string, { list, archive, format }: InitOptions) => {
      if (list === undefined && archive !== undefined) {
        throw new TrackerError("usage", "an archive is that of a list: name it with --list", {
          exitStatus: ExitStatus.usage,
        });
      }
      if (existsSync(file)) {
        throw new TrackerError("failed", `${file} is there already and stays as it is`, {
          hint: `name another: patchtrail init other.yaml`,
        });
      }
      const own =
        list === undefined
          ? null
          : { name: list, archive: archive ?? null, format: formOf(archive, format) };
      writeFileSync(file, configTemplate(own));
      const other = file === CONFIG_NAME ? "" : ` --config ${file}`;
      if (archive !== undefined && !isAddress(archive) && !existsSync(resolvePath(file, archive))) {
        face.err(`there is nothing at ${archive} yet: mend the path in ${file} if it is a slip`);
      }
      face.out(`wrote ${file}: look through it, then run: patchtrail${other} sync`);
    });
};

/** Where a relative path of a configuration starts: at the folder of the file. */
function resolvePath(file: string, archive: string): string {
  return path.resolve(path.dirname(file), archive);
}

/** A web address is taken for a git remote unless its form is told; Mailman says what it is. */
function formOf(archive: string | undefined, format: ArchiveFormat): ArchiveFormat {
  const isPipermail = archive !== undefined && /^https?:\/\/[^?#]*\/pipermail\//i.test(archive);
  return format === "auto" && isPipermail ? "pipermail" : format;
}
