package io.streamsync.transcode;

import io.streamsync.transcode.LooseBoxes.Box;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Damages a file once, in a way that its seed alone decides. */
final class Mutator {
  /** Where most containers keep what a reader believes without looking further. */
  private static final int HEAD_BYTES = 1024;

  private static final int MOST_FLIPS = 200;
  private static final long[] EXTREMES = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0x7fff_ffffL};

  private final byte[] base;
  private final SplittableRandom random;
  private final List<Box> boxes;

  Mutator(byte[] base, long seed) {
    this.base = base.clone();
    this.random = new SplittableRandom(seed);
    this.boxes = LooseBoxes.of(base);
  }

  Mutant mutant() {
    return switch (random.nextInt(7)) {
      case 0 -> flipped();
      case 1 -> truncated();
      case 2 -> zeroed();
      case 3 -> doubled();
      case 4 -> swapped();
      case 5 -> resized();
      default -> extreme();
    };
  }

  private Mutant flipped() {
    byte[] bytes = base.clone();
    int count = 1 + random.nextInt(random.nextBoolean() ? MOST_FLIPS : 5);
    for (int i = 0; i < count; i++) {
      bytes[place(1)] = (byte) random.nextInt();
    }
    return new Mutant(count + " bytes flipped", bytes);
  }

  private Mutant truncated() {
    int length = 1 + random.nextInt(base.length - 1);
    return new Mutant("cut to " + length + " of " + base.length, Arrays.copyOf(base, length));
  }

  private Mutant zeroed() {
    byte[] bytes = base.clone();
    int length = 1 + random.nextInt(base.length / 4);
    int at = place(length);
    Arrays.fill(bytes, at, at + length, (byte) 0);
    return new Mutant(length + " zeros at " + at, bytes);
  }

  private Mutant doubled() {
    int length = 1 + random.nextInt(base.length / 4);
    int at = place(length);
    return new Mutant(length + " bytes doubled at " + at, joined(0, at + length, at, base.length));
  }

  /** Two neighbouring boxes, or where there are none, two neighbouring parts. */
  private Mutant swapped() {
    if (boxes.isEmpty()) {
      int length = 1 + random.nextInt(base.length / 4);
      int at = random.nextInt(base.length - 2 * length);
      return swapped(length + " bytes swapped at " + at, at, at + length, at + 2 * length);
    }
    Box first = boxes.get(random.nextInt(boxes.size()));
    Box second =
        boxes.stream()
            .filter(box -> box.parent() == first.parent() && box.start() > first.start())
            .findFirst()
            .orElse(first);
    return swapped(
        first.type() + " and " + second.type() + " swapped",
        first.start(),
        first.end(),
        second.end());
  }

  private Mutant swapped(String damage, int start, int middle, int end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(base, 0, start);
    out.write(base, middle, end - middle);
    out.write(base, start, middle - start);
    out.write(base, end, base.length - end);
    return new Mutant(damage, out.toByteArray());
  }

  /** A box that says it is of another size; elsewhere a number in the head. */
  private Mutant resized() {
    if (boxes.isEmpty()) {
      return extreme();
    }
    Box box = boxes.get(random.nextInt(boxes.size()));
    int size =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt();
          case 1 -> box.size() + random.nextInt(-16, 17);
          case 2 -> random.nextInt(17);
          default -> base.length;
        };
    byte[] bytes = base.clone();
    ByteBuffer.wrap(bytes).putInt(box.start(), size);
    return new Mutant(
        String.format(Locale.ROOT, "%s says %d for %d", box.type(), size, box.size()), bytes);
  }

  private Mutant extreme() {
    byte[] bytes = base.clone();
    int width = 1 << random.nextInt(4);
    String where = "head";
    int at = random.nextInt(Math.min(HEAD_BYTES, base.length) - width);
    if (!boxes.isEmpty()) {
      Box box = boxes.get(random.nextInt(boxes.size()));
      int room = Math.min(box.size() - 8, 96);
      if (room >= width) {
        where = box.type();
        at = box.payload() + random.nextInt(room - width + 1);
      }
    }
    long value = EXTREMES[random.nextInt(EXTREMES.length)];
    byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    System.arraycopy(number, value > 1 && value < Long.MAX_VALUE ? 8 - width : 0, bytes, at, width);
    return new Mutant(
        String.format(Locale.ROOT, "%d bytes of %s at %d: %x", width, where, at, value), bytes);
  }

  /** As often in the head as in all the rest. */
  private int place(int length) {
    int last = base.length - length;
    return random.nextInt(1 + (random.nextBoolean() ? Math.min(HEAD_BYTES, last) : last));
  }

  private byte[] joined(int from, int to, int again, int end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(base, from, to - from);
    out.write(base, again, end - again);
    return out.toByteArray();
  }
}
