package dev.throughline.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.codec.state.CustomerBytes;
import dev.throughline.codec.state.SampleCustomer;
import dev.throughline.customer.Customer;
import dev.throughline.customer.CustomerId;
import org.junit.jupiter.api.Test;

class CustomerLineTest {
  @Test
  void anEmptyPersonIsShort() {
    assertThat(CustomerLine.write(new Customer(new CustomerId("a1"))))
        .isEqualTo(
            "{'customer':'a1','identifiers':[],'traits':{},'consent':[],'bad_addresses':{},"
                    .replace('\'', '"')
                + "'segments':[],'journeys':[],'runs':{},'paused':{},'offers':{},'arms':{},'counters':{},"
                    .replace('\'', '"')
                + "'sums':{},'messages':[],'touches':[],'conversions':[],'caps':[],'audiences':[],"
                    .replace('\'', '"')
                + "\"facts\":0}");
  }

  @Test
  void aFullPersonIsReadableAndTheSameAfterStorage() {
    String line = CustomerLine.write(SampleCustomer.rich());
    assertThat(line)
        .contains("\"identifiers\":[\"email:ann@shop.example\",\"user_id:u1\"]")
        .contains("\"segments\":[\"lapsed\"]")
        .contains(
            "\"journeys\":[{\"journey\":\"cart-recovery\",\"version\":2,\"instance\":\"i1\","
                + "\"value\":\"c1\",\"step\":\"opened\",\"entered\":\"2026-01-05T09:00:00Z\","
                + "\"since\":\"2026-01-05T10:00:00Z\",\"due\":\"2026-01-05T11:00:00Z\"")
        .contains("\"counters\":{\"Order Completed|sum:total\":5,\"Page Viewed\":1}")
        .contains("\"sums\":{\"Order Completed|sum:total\":47.48}")
        .contains("\"cart-recovery\":{\"arm\":\"holdout\"")
        .contains("\"contaminated\":true")
        .contains("\"credits\":[{\"model\":\"linear\",\"touch\":\"i1/CLICKED\"");
    assertThat(JsonValues.parse(line)).isInstanceOf(JsonValues.Parsed.Ok.class);
    byte[] stored = CustomerBytes.write(SampleCustomer.rich());
    assertThat(CustomerLine.write(CustomerBytes.read(stored))).isEqualTo(line);
  }
}
