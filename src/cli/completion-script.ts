import type { CommandFacts } from "./describe.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * The script that completes commands, options and the words that options take. Where nothing of
 * ours fits, the shell completes names of files.
 */
export function completionScript(shell: Shell, commands: readonly CommandFacts[]): string {
  return { bash, zsh, fish }[shell](commands);
}

/** Options of the program itself hold for every command. */
function optionsOf(facts: CommandFacts, commands: readonly CommandFacts[]) {
  const everywhere = commands[0]?.options ?? [];
  return facts.path === "" ? facts.options : [...facts.options, ...everywhere.filter(isOwn(facts))];
}

const isOwn =
  (facts: CommandFacts) =>
  ({ long }: { readonly long: string }) =>
    !facts.options.some((option) => option.long === long);

/** Patterns of `case`: the words of a command that lead to another. */
function steps(commands: readonly CommandFacts[]): string {
  return commands.flatMap(({ path }) => (path === "" ? [] : [`" ${path}"`])).join("|");
}

/** Branches of `case "$at:$before"`: what an option takes. */
function valueBranches(commands: readonly CommandFacts[], then: (words: string) => string) {
  return commands.flatMap((facts) =>
    optionsOf(facts, commands)
      .filter(({ takesValue }) => takesValue)
      .map(({ long, choices }) => `    "${lead(facts)}:${long}") ${then(choices.join(" "))} ;;`),
  );
}

function lead({ path }: CommandFacts): string {
  return path === "" ? "" : ` ${path}`;
}

function bash(commands: readonly CommandFacts[]): string {
  const words = commands.map((facts) => {
    const names = facts.commands.map(({ name }) => name);
    const longs = optionsOf(facts, commands).map(({ long }) => long);
    return `    "${lead(facts)}") all="${[...names, ...longs].join(" ")}" ;;`;
  });
  const values = valueBranches(commands, (choices) =>
    choices === "" ? "return" : `COMPREPLY=($(compgen -W "${choices}" -- "$word")); return`,
  );
  return `# bash completion of patchtrail: eval "$(patchtrail completion bash)"
_patchtrail() {
  local word=\${COMP_WORDS[COMP_CWORD]} at= all= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
    ${steps(commands)}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  COMPREPLY=()
  case "$at:\${COMP_WORDS[COMP_CWORD - 1]}" in
${values.join("\n")}
  esac
  case "$at" in
${words.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$all" -- "$word"))
}
complete -o default -F _patchtrail patchtrail
`;
}

function zsh(commands: readonly CommandFacts[]): string {
  const words = commands.map((facts) => {
    const options = optionsOf(facts, commands).map(({ long, text }) => ({ name: long, summary: text })); // prettier-ignore
    const all = [...facts.commands, ...options].map(
      ({ name, summary }) => `'${quoted(`${name}:${summary.replaceAll(":", "\\:")}`)}'`,
    );
    return `    "${lead(facts)}") all=(${all.join(" ")}) ;;`;
  });
  const values = valueBranches(commands, (choices) =>
    choices === "" ? "_files; return" : `compadd -- ${choices}; return`,
  );
  return `#compdef patchtrail
# zsh completion of patchtrail: a file _patchtrail in a folder of $fpath
_patchtrail() {
  local at= i
  local -a all
  for ((i = 2; i < CURRENT; i++)); do
    case "$at $words[i]" in
    ${steps(commands)}) at="$at $words[i]" ;;
    esac
  done
  case "$at:$words[CURRENT-1]" in
${values.join("\n")}
  esac
  case "$at" in
${words.join("\n")}
  esac
  _describe patchtrail all || _files
}
compdef _patchtrail patchtrail
`;
}

function quoted(text: string): string {
  return text.replaceAll("'", "'\\''");
}

function fish(commands: readonly CommandFacts[]): string {
  const lines = commands.flatMap((facts) => {
    const here = `complete -c patchtrail -n 'test "$(__patchtrail_at)" = "${lead(facts)}"'`;
    const names = facts.commands.map(
      ({ name, summary }) => `${here} -a ${name} -d '${fishQuoted(summary)}'`,
    );
    const options = optionsOf(facts, commands).map(({ long, text, takesValue, choices }) => {
      const value = choices.length > 0 ? ` -x -a '${choices.join(" ")}'` : " -r";
      const name = `${here} -l ${long.replace(/^--/, "")}${takesValue ? value : ""}`;
      return `${name} -d '${fishQuoted(text)}'`;
    });
    return [...names, ...options];
  });
  return `# fish completion of patchtrail: ~/.config/fish/completions/patchtrail.fish
function __patchtrail_at
  set -l at ''
  for word in (commandline -opc)[2..]
    switch "$at $word"
      case ${steps(commands).replaceAll("|", " ")}
        set at "$at $word"
    end
  end
  echo "$at"
end
${lines.join("\n")}
`;
}

function fishQuoted(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}
