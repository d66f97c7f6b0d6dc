package io.streamsync.transcode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A command line of {@link EncodeCommand} taken apart, so that trials run the very filters and
 * settings that go on air.
 *
 * @param chains of the filter graph
 * @param outputs each from its {@code -map} on
 */
record CommandParts(List<String> chains, List<List<String>> outputs) {

  static CommandParts of(List<String> arguments) {
    List<String> chains = new ArrayList<>();
    int first = 0;
    for (; arguments.get(first).equals("-filter_complex"); first += 2) {
      chains.addAll(Arrays.asList(arguments.get(first + 1).split(";", -1)));
    }
    List<List<String>> outputs = new ArrayList<>();
    for (String argument : arguments.subList(first, arguments.size())) {
      if (argument.equals("-map")) {
        outputs.add(new ArrayList<>());
      }
      outputs.get(outputs.size() - 1).add(argument);
    }
    return new CommandParts(chains, outputs);
  }

  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("-filter_complex", String.join(";", chains)));
    outputs.forEach(arguments::addAll);
    return arguments;
  }

  /** The rungs and the sound alone. */
  CommandParts withoutStoryboard() {
    List<String> left = chains.stream().filter(chain -> !chain.contains("framestep=")).toList();
    String graph = String.join(";", left);
    return new CommandParts(
        left.stream().map(chain -> withoutUnusedBranch(chain, graph)).toList(),
        outputs.stream().filter(output -> !output.get(1).equals("[samples]")).toList());
  }

  private static String withoutUnusedBranch(String chain, String graph) {
    int split = chain.indexOf(",split=2[");
    if (split < 0) {
      return chain;
    }
    String unused = chain.substring(chain.lastIndexOf('['));
    boolean used = graph.indexOf(unused) != graph.lastIndexOf(unused);
    String first = chain.substring(chain.indexOf('[', split), chain.lastIndexOf('['));
    return used ? chain : chain.substring(0, split) + first;
  }

  /** What follows the {@code -map} of a label: codec, settings, file. */
  List<String> settings(String label) {
    Optional<List<String>> found =
        outputs.stream().filter(output -> output.get(1).equals("[" + label + "]")).findFirst();
    List<String> output = found.orElseThrow();
    return output.subList(2, output.size());
  }

  /** The same with other settings behind a label's {@code -map}. */
  CommandParts with(String label, List<String> settings) {
    List<List<String>> changed = new ArrayList<>();
    for (List<String> output : outputs) {
      List<String> next = new ArrayList<>(output);
      if (output.get(1).equals("[" + label + "]")) {
        next = new ArrayList<>(output.subList(0, 2));
        next.addAll(settings);
      }
      changed.add(next);
    }
    return new CommandParts(chains, changed);
  }
}
