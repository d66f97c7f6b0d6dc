/** S3Mock, as the tests start it. */
@NullMarked
package io.streamsync.s3mock;

import org.jspecify.annotations.NullMarked;
